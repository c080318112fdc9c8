/* Beside what can be copied stands a button that copies it; without JavaScript there is only the link. */
(() => {
  "use strict";
  if (!navigator.clipboard) return;
  const status = document.createElement("p");
  status.className = "spoken";
  status.setAttribute("role", "status");
  document.body.append(status);
  for (const place of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button-quiet copy";
    button.textContent = place.dataset.copyLabel;
    button.addEventListener("click", async () => {
      let told = place.dataset.copied;
      try {
        await navigator.clipboard.writeText(place.dataset.copy);
      } catch {
        told = place.dataset.notCopied;
      }
      status.textContent = "";
      button.textContent = told;
      setTimeout(() => { status.textContent = told; }, 100);
      setTimeout(() => { button.textContent = place.dataset.copyLabel; }, 4000);
    });
    place.prepend(button, " ");
  }
})();
