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
      const name = list.closest(".form-row > div, .fieldBox, .form-row")?.querySelector("label")?.textContent.trim() ?? "";
      link.textContent = `${name} ${list.innerText.trim()}`.trim();
      const item = document.createElement("li");
      item.append(link);
      links.append(item);
    });
    note.after(links);
  };

  // Select2 draws fields of its own and forgets the label.
  const labelChoices = () => {
    for (const select of document.querySelectorAll("select.admin-autocomplete")) {
      const drawn = window.django?.jQuery(select).data("select2")?.$container[0];
      const words = document.querySelector(`label[for="${select.id}"]`)?.textContent.trim().replace(/:$/, "");
      if (!drawn || !words) continue;
      for (const part of drawn.querySelectorAll("[role=combobox], [role=textbox], input[type=search]")) {
        const shown = part.querySelector("[role=textbox]")?.title ?? part.title;
        part.removeAttribute("aria-labelledby");
        part.setAttribute("aria-label", shown ? `${words} ${shown}` : words);
      }
    }
  };
  const labelSoon = () => setTimeout(labelChoices, 50);

  document.addEventListener("formset:added", labelSoon);
  document.addEventListener("DOMContentLoaded", () => {
    labelSoon();
    window.django?.jQuery(document).on("change", "select.admin-autocomplete", labelSoon);
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
