// Clearing and publishing save first, so a button that lacked a lead or a moment opens when something is filled in.
document.querySelector("form[id$=_form]")?.addEventListener("form:changed", () => {
  for (const button of document.querySelectorAll("button[data-mendable]")) button.disabled = false;
});
