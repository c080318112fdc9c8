CKEDITOR.plugins.setLang("speakerquote", "en", {
  button: "Quote",
  title: "Quote",
  speaker: "Speaker",
  speakerMissing: "Write who is speaking.",
  people: "Spokespeople",
  jobTitle: "Title",
  help: "Start typing the name and choose the person from the list, or write the name and the title yourself.",
  remove: "Make it ordinary text",
  format: "Paragraph",
  paragraph: "Body text",
  heading: "Heading",
  subheading: "Small heading",
});
