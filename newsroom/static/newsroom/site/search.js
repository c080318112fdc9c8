// Titles while a reader types.
document.querySelectorAll("input[data-suggestions]").forEach((input, number) => {
  const list = document.createElement("ul");
  let timer, typed = "", at = -1;
  const aria = (element, names) => Object.entries(names).forEach(([name, value]) => element.setAttribute(name, value));
  const on = (name, act) => input.addEventListener(name, act);
  const rows = () => [...list.children];
  const words = (row) => row.firstElementChild.textContent;

  list.id = `titles-${number}`;
  list.className = "suggestions";
  aria(list, { role: "listbox", "aria-label": input.labels[0].textContent });
  input.type = "text";
  aria(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id });
  input.after(list);

  const choose = (to) => {
    at = to;
    rows().forEach((row, index) => row.setAttribute("aria-selected", index === at));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else aria(input, { "aria-activedescendant": rows()[at].id });
  };
  const show = (html) => {
    list.replaceChildren(...new DOMParser().parseFromString(html, "text/html").querySelectorAll("li"));
    rows().forEach((row, index) => aria(row, { role: "option", id: `${list.id}-${index}` }));
    list.hidden = !rows().length;
    aria(input, { "aria-expanded": !list.hidden });
    choose(-1);
  };
  const close = () => show("");
  const ask = async () => {
    const asked = typed = input.value;
    if (asked.length < 2) return close();
    const answer = await fetch(`${input.dataset.suggestions}?q=${encodeURIComponent(asked)}`).catch(() => 0);
    const html = answer.ok ? await answer.text() : "";
    if (input.value === asked && document.activeElement === input) show(html);
  };
  // A row that is one thing leads there; the words of any other are searched for.
  const go = (row) => {
    if (row.dataset.address) return location.assign(row.dataset.address);
    input.value = words(row);
    input.form.requestSubmit();
  };
  close();
  on("input", () => { choose(-1); clearTimeout(timer); timer = setTimeout(ask, 150); });
  on("blur", close);
  on("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (list.hidden) return step > 0 && ask();
    if (event.key === "Enter" && at >= 0) go(rows()[at]);
    else if (event.key === "Escape") { input.value = typed; close(); }
    else if (step) {
      const many = rows().length + 1;
      choose(((at + 1 + step + many) % many) - 1);
      input.value = at < 0 ? typed : words(rows()[at]);
    } else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const row = event.target.closest("li");
    if (row) go(row);
  });
});
