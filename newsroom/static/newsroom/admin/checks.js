// What the checks find in the text as it stands in the form, a moment after each change; the server keeps nothing.
{
  const PAUSE = 800;
  const side = document.querySelector(".checks-side");
  const form = side?.closest("form");
  const panel = side?.querySelector(".checks-panel");
  const result = side?.querySelector("[data-findings]");
  const address = side?.dataset.url;
  let timer, request, isWaiting = false;

  // The line beside the moment comes with the findings; it stands where the moment is written.
  const placeNote = () => {
    const row = form.querySelector(".field-publish_at .moment");
    form.querySelector(".field-publish_at > .moment-note, .field-publish_at .flex-container + .moment-note")?.remove();
    const note = result.querySelector(".moment-note");
    if (!row || !note) return;
    note.hidden = false;
    row.closest(".flex-container").after(note);
  };

  const tell = () => {
    const { tally = "", isBlocked } = result.querySelector(".findings")?.dataset ?? {};
    side.hidden = !result.querySelector("li");
    const shown = side.querySelector(".tally");
    shown.textContent = tally;
    shown.classList.toggle("is-blocked", isBlocked === "true");
  };

  const show = (html) => {
    if (html === show.last) return;
    show.last = html;
    const before = side.querySelector(".tally").textContent;
    result.innerHTML = html;
    tell();
    placeNote();
    const after = side.querySelector(".tally").textContent;
    if (after !== before) side.querySelector("[role=status]").textContent = after;
  };

  // Files stay here: one that was just chosen is checked when it is saved, and the one before it no more.
  const collect = () => {
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) editor.updateElement();
    const data = new FormData(form);
    for (const [name, value] of [...data]) {
      if (!(value instanceof File)) continue;
      data.delete(name);
      if (value.name) data.delete(`${name}_kept`);
    }
    return data;
  };

  const ask = async () => {
    isWaiting = document.hidden;
    if (isWaiting) return;
    request?.abort();
    request = new AbortController();
    try {
      const response = await fetch(address, { method: "POST", body: collect(), signal: request.signal });
      if (response.ok && !response.redirected) show(await response.text());
    } catch {
      // Without an answer the last one stands; saving and clearing check anew.
    }
  };

  const askSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };

  const focusOn = (id) => {
    const editor = window.CKEDITOR?.instances[id];
    const element = document.getElementById(id);
    const drawn = window.django?.jQuery(element).data("select2")?.$container[0];
    const inGroup = element?.matches(".inline-group") && element.querySelector(".inline-related:not(.empty-form) :is(input, .select2-selection):not([type=hidden]), .add-row a");
    const goal = editor?.container.$ ?? drawn?.querySelector("[role=combobox]") ?? (inGroup || element);
    if (!goal) return false;
    if (editor) editor.focus();
    else goal.focus({ preventScroll: true });
    goal.scrollIntoView({ block: "center" });
    return true;
  };

  const countHeadline = () => {
    const input = document.getElementById("id_headline");
    const best = Number(side.dataset.longestHeadline);
    if (!input || !best) return;
    const count = document.createElement("span");
    count.className = "character-count";
    count.id = "headline-count";
    const tellCount = () => {
      count.textContent = `${[...input.value.trim()].length} / ${best}`;
      count.classList.toggle("is-long", [...input.value.trim()].length > best);
    };
    tellCount();
    input.addEventListener("input", tellCount);
    input.after(count);
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${count.id}`.trim());
  };

  if (side) {
    panel.open = matchMedia("(min-width: 80rem)").matches;
    side.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      if (link && focusOn(link.hash.slice(1))) event.preventDefault();
    });
    if (result.firstElementChild) {
      tell();
      placeNote();
    }
  }
  if (address) {
    countHeadline();
    form.addEventListener("form:changed", askSoon);
    document.addEventListener("formset:removed", askSoon);
    document.addEventListener("visibilitychange", () => { if (isWaiting) ask(); });
    // A new form has not been checked yet, and one that came back with errors holds what was typed.
    if (!result.firstElementChild || form.querySelector(".errornote")) addEventListener("load", ask);
  }
}
