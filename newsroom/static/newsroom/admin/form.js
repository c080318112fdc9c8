// Nothing typed is lost by leaving a form by mistake, and what must be mended is one click away.
{
  let isChanged = false;

  const listErrors = (form) => {
    const note = form.querySelector(".errornote");
    const found = [...form.querySelectorAll(".form-row .errorlist, .inline-group .errorlist")].filter((list) => !list.closest(".empty-form"));
    if (!note || !found.length) return;
    const links = document.createElement("ul");
    links.className = "error-links";
    found.forEach((list, index) => {
      list.id ||= `error-${index}`;
      const link = document.createElement("a");
      link.href = `#${list.id}`;
      link.textContent = list.innerText.trim();
      const item = document.createElement("li");
      item.append(link);
      links.append(item);
    });
    note.after(links);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector(".change-form #content-main > form");
    if (!form) return;
    const change = () => {
      isChanged = true;
      form.dispatchEvent(new CustomEvent("form:changed"));
    };
    form.addEventListener("input", change);
    form.addEventListener("change", change);
    form.addEventListener("submit", () => { isChanged = false; });
    if (window.django?.jQuery) django.jQuery(form).on("select2:select select2:unselect", change);
    if (window.CKEDITOR) CKEDITOR.on("instanceReady", (event) => event.editor.on("change", change));
    listErrors(form);
    // A form that came back with errors still holds what was typed.
    isChanged = Boolean(form.querySelector(".errornote"));
  });

  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
}
