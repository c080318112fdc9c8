CKEDITOR.plugins.setLang("speakerquote", "sv", {
  button: "Citat",
  title: "Citat",
  speaker: "Talare",
  speakerMissing: "Skriv vem som talar.",
  people: "Sakkunniga",
  jobTitle: "Titel",
  help: "Börja skriva namnet och välj personen i listan, eller skriv namnet och titeln själv.",
  remove: "Gör om till vanlig text",
  format: "Stycke",
  paragraph: "Brödtext",
  heading: "Mellanrubrik",
  subheading: "Liten mellanrubrik",
});
