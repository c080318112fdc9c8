// Titles while a reader types (a combobox after the ARIA practices), and quotes that can be copied with their source.
"use strict";
(() => {
  const PAUSE = 150;

  const attach = (input, number) => {
    const list = document.createElement("ul");
    list.id = `suggestions-${number}`;
    list.className = "suggestions";
    list.hidden = true;
    const set = (names) => Object.entries(names).forEach(([name, value]) => input.setAttribute(name, value));
    const name = input.labels[0] ? input.labels[0].textContent : "";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", name);
    input.type = "text";
    set({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, enterkeyhint: "search" });
    input.after(list);
    let timer, asked, typed = "", at = -1;
    const known = new Map();

    const close = () => {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const show = (html) => {
      const rows = new DOMParser().parseFromString(html, "text/html").querySelectorAll("li");
      list.replaceChildren(...rows);
      rows.forEach((row, index) => {
        row.id = `${list.id}-${index}`;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
      });
      close();
      list.hidden = !rows.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    };
    const ask = async () => {
      typed = input.value;
      const words = typed.trim();
      if (words.length < 2) return close();
      if (asked) asked.abort();
      asked = new AbortController();
      try {
        if (!known.has(words)) {
          const answer = await fetch(`${input.dataset.suggestions}?q=${encodeURIComponent(words)}`, { signal: asked.signal });
          known.set(words, answer.ok ? await answer.text() : "");
        }
        if (input.value.trim() === words && document.activeElement === input) show(known.get(words));
      } catch { close(); }
    };
    const move = (to) => {
      const rows = [...list.children];
      at = (to + rows.length + 1) % (rows.length + 1);
      rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === at)));
      const row = rows[at];
      input.value = row ? row.firstElementChild.textContent : typed;
      if (row) input.setAttribute("aria-activedescendant", row.id);
      else input.removeAttribute("aria-activedescendant");
    };
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return event.key === "ArrowDown" && ask();
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) { event.preventDefault(); move(at < 0 && step < 0 ? list.children.length - 1 : at + step); }
      if (event.key === "Escape") { event.preventDefault(); input.value = typed; close(); }
    });
    list.addEventListener("mousedown", (event) => {
      const row = event.target.closest("li");
      event.preventDefault();
      if (row) { input.value = row.firstElementChild.textContent; input.form.requestSubmit(); }
    });
  };
  document.querySelectorAll("input[data-suggestions]").forEach(attach);

  document.querySelectorAll("figure[data-copy]").forEach((figure) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button-quiet";
    button.textContent = figure.dataset.copy;
    button.addEventListener("click", async () => {
      const text = (name) => figure.querySelector(name).textContent.trim().replace(/\s+/g, " ");
      const link = figure.querySelector("figcaption a");
      await navigator.clipboard.writeText(`”${text("blockquote")}” – ${text("figcaption span")}. ${text("figcaption a")}, ${link.href}`);
      button.textContent = figure.dataset.copied;
    });
    figure.append(button);
  });
})();
