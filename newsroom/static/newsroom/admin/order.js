// Rows of an inline are put in order with two buttons; without JavaScript, with their numbers.
{
  const POSITION = "input[name$=-position]";

  const rowsOf = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")].filter((row) => row.querySelector(POSITION));

  const renumber = (group) => rowsOf(group).forEach((row, index) => { row.querySelector(POSITION).value = index; });

  const move = (row, step) => {
    const group = row.closest(".inline-group");
    const rows = rowsOf(group);
    const other = rows[rows.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row); else other.after(row);
    renumber(group);
    row.closest("form").dispatchEvent(new Event("change"));
  };

  const button = (row, words, step) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "move";
    element.textContent = words;
    element.addEventListener("click", () => {
      move(row, step);
      element.focus();
    });
    return element;
  };

  const equip = (row) => {
    const input = row.querySelector(POSITION);
    if (!input || row.querySelector(".moves")) return;
    const moves = document.createElement("span");
    moves.className = "moves";
    moves.append(button(row, input.dataset.up, -1), button(row, input.dataset.down, 1));
    input.closest(".form-row").hidden = true;
    row.querySelector("h3").append(moves);
  };

  // A form that came back with errors lists its rows as they were made, not as they were moved.
  const restore = (group) => {
    const place = (row) => Number(row.querySelector(POSITION).value);
    const rows = rowsOf(group);
    const mark = document.createComment("");
    rows[0]?.before(mark);
    mark.replaceWith(...rows.sort((one, other) => place(one) - place(other)));
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const group of document.querySelectorAll(".inline-group")) {
      restore(group);
      rowsOf(group).forEach(equip);
    }
  });

  document.addEventListener("formset:added", (event) => {
    if (!event.target.matches?.(".inline-related")) return;
    equip(event.target);
    renumber(event.target.closest(".inline-group"));
  });
}
