// The focal point is set by a click on the picture or with the arrow keys; the two cuts show at once what they keep.
{
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const inside = (value) => Math.min(100, Math.max(0, Math.round(value)));

  const equip = (focus, x, y) => {
    const whole = focus.querySelector(".focus-whole img");
    const button = document.createElement("button");
    const mark = document.createElement("span");
    button.type = "button";
    button.setAttribute("aria-label", focus.dataset.label);
    button.title = focus.dataset.label;
    mark.className = "focus-mark";
    whole.before(button);
    button.append(whole, mark);

    const show = () => {
      const [left, top] = [x, y].map((field) => inside(Number(field.value) || 0));
      mark.style.insetInlineStart = `${left}%`;
      mark.style.insetBlockStart = `${top}%`;
      for (const cut of focus.querySelectorAll(".focus-cut img")) {
        cut.src = whole.src;
        cut.style.objectPosition = `${left}% ${top}%`;
      }
    };
    const set = (left, top) => {
      [x.value, y.value] = [inside(left), inside(top)];
      x.dispatchEvent(new Event("change", { bubbles: true }));
      show();
    };

    button.addEventListener("click", (event) => {
      if (!event.detail) return; // Enter or the space bar point at nothing
      const box = whole.getBoundingClientRect();
      set((100 * (event.clientX - box.left)) / box.width, (100 * (event.clientY - box.top)) / box.height);
    });
    button.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (!step) return;
      event.preventDefault();
      const by = event.shiftKey ? 10 : 1;
      set(Number(x.value) + by * step[0], Number(y.value) + by * step[1]);
    });
    for (const field of [x, y]) field.addEventListener("input", show);
    show();
  };

  document.addEventListener("DOMContentLoaded", () => {
    const focus = document.querySelector(".focus");
    const [x, y] = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`));
    if (focus && x && y) equip(focus, x, y);
  });
}
