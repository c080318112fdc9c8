// Pictures are chosen by what they show: small pictures in the list, and the chosen one under the field.
{
  const { jQuery: $ } = django;

  const template = (result) => {
    if (!result.picture) return result.text;
    const row = $('<span class="picture-option"></span>');
    return row.append($('<img class="thumbnail" alt="">').attr("src", result.picture), $("<span></span>").text(result.text));
  };

  const equip = (wrapper) => {
    const select = $(wrapper).find("select");
    const shown = wrapper.querySelector("img");
    const data = ({ term, page }) => ({
      term, page,
      app_label: select.data("appLabel"), model_name: select.data("modelName"), field_name: select.data("fieldName"),
    });
    select.select2({ ajax: { data }, templateResult: template });
    select.on("select2:select", (event) => {
      const { picture } = event.params.data;
      shown.hidden = !picture;
      if (picture) shown.src = picture;
    });
    select.on("change", () => { if (!select.val()) shown.hidden = true; });
  };

  $(() => document.querySelectorAll(".picture-select").forEach(equip));
}
