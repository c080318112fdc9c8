CKEDITOR.plugins.setLang("speakerquote", "fi", {
  button: "Sitaatti",
  title: "Sitaatti",
  speaker: "Puhuja",
  speakerMissing: "Kirjoita, kuka puhuu.",
  people: "Asiantuntijat",
  jobTitle: "Titteli",
  help: "Ala kirjoittaa nimeä ja valitse henkilö luettelosta, tai kirjoita nimi ja titteli itse.",
  remove: "Muuta tavalliseksi tekstiksi",
  format: "Muotoilu",
  paragraph: "Leipäteksti",
  heading: "Väliotsikko",
  subheading: "Pieni väliotsikko",
});
