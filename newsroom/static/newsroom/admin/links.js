// A press copies the link; without this script its field can be marked and copied by hand.
for (const button of document.querySelectorAll("button[data-copied]")) {
  const field = button.parentElement.querySelector("input[readonly]");
  const label = button.textContent;
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    field.select();
    // The clipboard is there on https and localhost only; elsewhere the old way still works.
    if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
    else document.execCommand("copy");
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
