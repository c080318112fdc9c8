// A quote with a speaker: <blockquote data-speaker data-title data-person>. The speaker is chosen from the
// spokespeople by typing, or written freely. What the text area's data-people answers is what can be chosen.
// The two levels of headings get the names that writers use for them.
(() => {
  const ATTRIBUTES = { speaker: "data-speaker", title: "data-title", person: "data-person" };

  const quoteAround = (editor) => {
    const path = editor.elementPath();
    return path && path.contains("blockquote");
  };

  const languageOf = (editor) => {
    const field = editor.element.$.dataset.languageField;
    return (field && document.getElementById(field)?.value) || editor.element.$.dataset.language || "fi";
  };

  const paragraphsIn = (editor) => {
    const found = [];
    for (const range of editor.getSelection().getRanges()) {
      const iterator = range.createIterator();
      iterator.enlargeBr = false;
      for (let block = iterator.getNextParagraph(); block; block = iterator.getNextParagraph()) found.push(outermost(editor, block));
    }
    return [...new Map(found.map((block) => [block.getUniqueId(), block])).values()];
  };

  // Of a list or a table the whole of it is quoted.
  const outermost = (editor, block) => {
    let top = block;
    while (top.getParent() && !top.getParent().equals(editor.editable())) top = top.getParent();
    return top;
  };

  const wrap = (editor) => {
    const blocks = paragraphsIn(editor);
    const quote = editor.document.createElement("blockquote");
    quote.insertBefore(blocks[0]);
    for (const block of blocks) {
      if (block.is("h2", "h3")) block.renameNode("p");
      block.appendTo(quote);
    }
    return quote;
  };

  const unwrap = (editor, quote) => {
    editor.fire("saveSnapshot");
    const bookmarks = editor.getSelection().createBookmarks();
    quote.remove(true);
    editor.getSelection().selectBookmarks(bookmarks);
    editor.fire("saveSnapshot");
  };

  const write = (quote, said) => {
    for (const [name, attribute] of Object.entries(ATTRIBUTES)) {
      if (said[name]) quote.setAttribute(attribute, said[name]);
      else quote.removeAttribute(attribute);
    }
  };

  const read = (quote) =>
    Object.fromEntries(Object.entries(ATTRIBUTES).map(([name, attribute]) => [name, quote?.getAttribute(attribute) || ""]));

  const keep = (editor, said, existing) => {
    editor.focus();
    editor.fire("saveSnapshot");
    const bookmarks = existing ? null : editor.getSelection().createBookmarks();
    write(existing || wrap(editor), said);
    if (bookmarks) editor.getSelection().selectBookmarks(bookmarks);
    editor.fire("saveSnapshot");
    editor.fire("change");
  };

  // The list of people under the name: a combobox as the ARIA guide describes it.
  class People {
    constructor(input, list, choose) {
      Object.assign(this, { input, list, choose, cards: [], at: -1, asked: 0 });
      list.id = `${input.id}_people`;
      for (const [name, value] of Object.entries({
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off",
      })) input.setAttribute(name, value);
      input.addEventListener("input", () => this.ask());
      input.addEventListener("keydown", (event) => this.steer(event), true);
      input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    }

    async ask() {
      const number = ++this.asked;
      const term = this.input.value.trim();
      if (!term || !this.address) return this.close();
      const query = new URLSearchParams({ term, language: this.language });
      const response = await fetch(`${this.address}?${query}`).catch(() => null);
      if (number !== this.asked || !response?.ok) return undefined;
      this.cards = (await response.json()).people;
      return this.show();
    }

    show() {
      this.at = -1;
      this.list.replaceChildren(...this.cards.map((card, index) => this.option(card, index)));
      this.list.hidden = !this.cards.length;
      this.input.setAttribute("aria-expanded", String(!this.list.hidden));
      this.mark();
    }

    option(card, index) {
      const option = document.createElement("li");
      option.id = `${this.list.id}_${index}`;
      option.setAttribute("role", "option");
      const name = document.createElement("b");
      name.textContent = card.name;
      option.append(name, card.title ? `, ${card.title}` : "");
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        this.take(index);
      });
      return option;
    }

    steer(event) {
      if (this.list.hidden || !["ArrowDown", "ArrowUp", "Enter", "Escape"].includes(event.key)) return;
      if (event.key === "Enter" && this.at < 0) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Escape") this.close();
      else if (event.key === "Enter") this.take(this.at);
      else {
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.at = (this.at + step + this.cards.length) % this.cards.length;
        this.mark();
      }
    }

    mark() {
      [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === this.at)));
      if (this.at >= 0) this.input.setAttribute("aria-activedescendant", this.list.children[this.at].id);
      else this.input.removeAttribute("aria-activedescendant");
    }

    take(index) {
      this.choose(this.cards[index]);
      this.close();
    }

    close() {
      this.asked++;
      this.list.hidden = true;
      this.list.replaceChildren();
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  const dialog = (editor) => {
    const words = editor.lang.speakerquote;
    const field = (instance, id) => instance.getContentElement("quote", id);
    return {
      title: words.title,
      minWidth: 380,
      minHeight: 200,
      resizable: CKEDITOR.DIALOG_RESIZE_NONE,
      contents: [{
        id: "quote",
        elements: [
          {
            type: "text", id: "speaker", label: words.speaker, required: true,
            validate: CKEDITOR.dialog.validate.notEmpty(words.speakerMissing),
          },
          { type: "html", id: "people", html: `<ul class="speakerquote-people" role="listbox" aria-label="${words.people}" hidden></ul>` },
          { type: "text", id: "title", label: words.jobTitle },
          { type: "html", html: `<p class="speakerquote-help">${words.help}</p>` },
        ],
      }],
      buttons: [
        { id: "unquote", type: "button", label: words.remove, onClick: ({ data: { dialog: open } }) => {
          unwrap(editor, open.quote);
          open.hide();
        } },
        CKEDITOR.dialog.cancelButton,
        CKEDITOR.dialog.okButton,
      ],
      onLoad() {
        const input = field(this, "speaker").getInputElement().$;
        const list = field(this, "people").getElement().$;
        this.card = null;
        this.people = new People(input, list, (card) => {
          this.card = card;
          field(this, "speaker").setValue(card.name);
          field(this, "title").setValue(card.title);
        });
      },
      onShow() {
        this.quote = quoteAround(editor);
        const said = read(this.quote);
        this.card = said.person ? { uuid: said.person, name: said.speaker } : null;
        field(this, "speaker").setValue(said.speaker);
        field(this, "title").setValue(said.title);
        this.people.address = editor.element.$.dataset.people;
        this.people.language = languageOf(editor);
        this.getButton("unquote").getElement()[this.quote ? "show" : "hide"]();
      },
      onOk() {
        const speaker = field(this, "speaker").getValue().trim();
        const title = field(this, "title").getValue().trim();
        // A name changed by hand is no longer the person's on the card.
        const person = this.card && this.card.name === speaker ? this.card.uuid : "";
        keep(editor, { speaker, title, person }, this.quote);
      },
      onHide() {
        this.people.close();
      },
    };
  };

  CKEDITOR.plugins.add("speakerquote", {
    lang: "fi,sv,en",
    beforeInit(editor) {
      const words = editor.lang.speakerquote;
      Object.assign(editor.lang.format, { tag_p: words.paragraph, tag_h2: words.heading, tag_h3: words.subheading });
    },
    init(editor) {
      const allowed = `blockquote[!${ATTRIBUTES.speaker},${ATTRIBUTES.title},${ATTRIBUTES.person}]`;
      CKEDITOR.dialog.add("speakerquote", dialog);
      editor.addCommand("speakerquote", new CKEDITOR.dialogCommand("speakerquote", {
        allowedContent: allowed,
        contextSensitive: true,
        startDisabled: true,
        refresh(_editor, path) {
          this.setState(path.contains("blockquote") ? CKEDITOR.TRISTATE_ON : CKEDITOR.TRISTATE_OFF);
        },
      }));
      editor.ui.addButton("SpeakerQuote", {
        label: editor.lang.speakerquote.button,
        command: "speakerquote",
        icon: `${this.path}icon.svg`,
      });
      editor.on("doubleclick", (event) => {
        if (event.data.element.getAscendant("blockquote", true)) event.data.dialog = "speakerquote";
      });
    },
  });
})();
