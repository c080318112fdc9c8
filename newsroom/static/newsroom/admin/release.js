// The release form: senders stay in the order of choosing, and a contact's name and title come from the card.
{
  const { jQuery: $ } = django;

  const language = () => document.getElementById("id_language")?.value ?? document.querySelector("[data-language]")?.dataset.language;

  // A select is sent in the order of its options, so the newest choice goes last.
  $(document).on("select2:select", ".ordered-select", (event) => {
    const { element } = event.params.data;
    $(event.target).append(element).trigger("change");
  });

  $(document).on("select2:select", "select[name$=-spokesperson]", async (event) => {
    const address = document.querySelector("[data-people]").dataset.people;
    const query = new URLSearchParams({ id: event.params.data.id, language: language() });
    const response = await fetch(`${address}?${query}`);
    if (!response.ok) return;
    const [card] = (await response.json()).people;
    const row = event.target.closest(".inline-related");
    row.querySelector("input[name$=-name]").value = card.name;
    row.querySelector("input[name$=-title]").value = card.title;
  });
}
