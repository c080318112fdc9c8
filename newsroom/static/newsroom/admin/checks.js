// The checks follow what is typed. Nothing is saved; a request that fails changes nothing on the page.
{
  const WAIT = 800;
  const HEADLINE = 90;
  const panel = document.getElementById("checks");
  const form = document.querySelector(".change-form #content-main > form");
  let timer, running, isDue = false;

  const typed = () => {
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) editor.updateElement();
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };

  const show = (html) => {
    const findings = panel.querySelector("[data-findings]");
    const told = panel.querySelector("[data-told]");
    findings.innerHTML = html;
    // Said only when it is something else than before.
    const words = findings.querySelector("[data-said]")?.textContent.trim() ?? "";
    if (told.textContent !== words) told.textContent = words;
  };

  const check = async (outside = false) => {
    clearTimeout(timer);
    isDue = document.hidden;
    if (isDue) return;
    running?.abort();
    const mine = (running = new AbortController());
    const body = typed();
    if (outside) body.set("outside", "1");
    panel.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(panel.dataset.address, { method: "POST", body, signal: mine.signal });
      if (response.ok && !response.redirected) show(await response.text());
    } catch {
      // The network is away or a newer question has been asked: what is shown stays.
    } finally {
      if (running === mine) panel.removeAttribute("aria-busy");
    }
  };

  const checkSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(check, WAIT);
  };

  // What the browser can't focus by itself: a rich text, and a choice that Select2 draws.
  const goTo = (event) => {
    const link = event.target.closest("a[href^='#id_']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    const editor = window.CKEDITOR?.instances[field.id];
    const drawn = window.django?.jQuery(field).data("select2")?.$container[0];
    event.preventDefault();
    (field.closest(".form-row") ?? field).scrollIntoView({ block: "center" });
    if (editor) editor.focus();
    else (drawn?.querySelector("[role=combobox], input") ?? field).focus({ preventScroll: true });
  };

  const countHeadline = () => {
    const field = document.getElementById("id_headline");
    if (!field) return;
    const counter = document.createElement("span");
    counter.className = "counter";
    counter.setAttribute("aria-hidden", "true");
    const count = () => {
      const length = [...field.value.trim()].length;
      counter.textContent = `${length} / ${HEADLINE}`;
      counter.classList.toggle("is-over", length > HEADLINE);
    };
    field.after(counter);
    field.addEventListener("input", count);
    count();
  };

  if (panel?.dataset.address && form) {
    form.addEventListener("form:changed", checkSoon);
    panel.addEventListener("click", goTo);
    document.addEventListener("visibilitychange", () => { if (isDue && !document.hidden) check(); });
    const outside = panel.querySelector("[data-outside]");
    outside.hidden = false;
    outside.addEventListener("click", () => check(true));
    countHeadline();
    // A form that came back with errors holds what is not saved.
    if (form.querySelector(".errornote")) checkSoon();
  }
}
