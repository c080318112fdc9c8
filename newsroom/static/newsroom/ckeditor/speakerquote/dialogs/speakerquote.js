// Who is speaking: chosen from the spokespeople by typing, or written freely. What the text area's data-people
// answers is what can be chosen.
(() => {
  const PATIENCE = 4000; // milliseconds; a list that does not answer stops nobody from writing

  const plain = (name) => name.normalize("NFC").trim().replace(/\s+/g, " ");
  const folded = (name) => plain(name).toLocaleLowerCase("fi");
  const isSame = (one, other) => folded(one) === folded(other);

  // The list of people under the name: a combobox as the ARIA guide describes it.
  class People {
    constructor(input, list, { choose, hear }) {
      Object.assign(this, { input, list, choose, hear, cards: [], at: -1, asked: 0, isWanted: false });
      list.id = `${input.id}_people`;
      for (const [name, value] of Object.entries({
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off",
      })) input.setAttribute(name, value);
      input.addEventListener("input", () => this.type());
      input.addEventListener("keydown", (event) => this.steer(event), true);
      input.addEventListener("blur", () => setTimeout(() => document.activeElement === input || this.close(), 150));
    }

    get name() {
      return plain(this.input.value);
    }

    get isSettled() {
      return !this.name || this.name === this.answered;
    }

    open(address, language, answered) {
      Object.assign(this, { address, language, answered, cards: [] });
      this.close();
      if (!this.isSettled) this.ask();
    }

    type() {
      this.isWanted = true;
      this.ask();
    }

    async ask() {
      const { name } = this;
      const number = ++this.asked;
      const cards = name ? await this.answer(name) : [];
      if (number !== this.asked) return;
      Object.assign(this, { cards, answered: name });
      this.hear();
      if (this.isWanted) this.show();
    }

    async answer(term) {
      if (!this.address) return [];
      const query = new URLSearchParams({ term, language: this.language });
      try {
        const response = await fetch(`${this.address}?${query}`, { signal: AbortSignal.timeout(PATIENCE) });
        return response.ok ? (await response.json()).people : [];
      } catch {
        return [];
      }
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
      this.asked++;
      this.choose(this.cards[index]);
      this.answered = this.name;
      this.close();
    }

    close() {
      this.isWanted = false;
      this.list.hidden = true;
      this.list.replaceChildren();
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  // The two fields, and the card of the person that they were filled from.
  class Speaker {
    constructor(name, title, list, error) {
      Object.assign(this, { name, title, error });
      this.people = new People(name, list, { choose: (card) => this.choose(card), hear: () => this.match() });
      name.addEventListener("input", () => this.match());
      title.addEventListener("input", () => {
        this.isTitleTyped = Boolean(title.value);
      });
    }

    open(said, address, language) {
      this.saved = { uuid: said.person, name: said.speaker, title: said.title };
      this.card = said.person ? this.saved : null;
      this.isTitleTyped = false;
      this.name.value = said.speaker;
      this.title.value = said.title;
      this.complain("");
      this.people.open(address, language, said.person ? this.people.name : "");
    }

    // Whose name stands in the field: a name changed by hand is no longer that of the person on the card.
    match() {
      if (this.name.value) this.complain("");
      if (this.card && !isSame(this.card.name, this.name.value)) this.forget();
      if (!this.card) this.recognise();
    }

    forget() {
      if (this.title.value === this.card.title) this.title.value = "";
      this.card = null;
    }

    // Of two people with one name neither is chosen: the writer has the list for that.
    recognise() {
      const isNamed = ({ uuid, name }) => uuid && isSame(name, this.name.value);
      const answered = this.people.isSettled ? this.people.cards : [];
      const found = isNamed(this.saved) ? [this.saved] : answered.filter(isNamed);
      if (found.length !== 1) return;
      [this.card] = found;
      if (!this.title.value) this.title.value = isSame(this.saved.name, this.card.name) ? this.saved.title : this.card.title;
    }

    choose(card) {
      this.card = card;
      this.name.value = card.name;
      if (!this.isTitleTyped) this.title.value = card.title;
      this.complain("");
    }

    complain(sentence) {
      this.error.textContent = sentence;
      if (sentence) this.name.setAttribute("aria-invalid", "true");
      else this.name.removeAttribute("aria-invalid");
    }

    get said() {
      const { name = plain(this.name.value), uuid = "" } = this.card || {};
      return { speaker: name, title: plain(this.title.value), person: uuid };
    }
  }

  const html = (words) => `<div>
    <ul class="speakerquote-people" role="listbox" aria-label="${words.people}" hidden></ul>
    <p class="speakerquote-error" role="alert"></p>
  </div>`;

  const contents = (words) => [{
    id: "quote",
    elements: [
      { type: "text", id: "speaker", label: words.speaker, required: true },
      { type: "html", id: "under", html: html(words) },
      { type: "text", id: "title", label: words.jobTitle },
      { type: "html", html: `<p class="speakerquote-help">${words.help}</p>` },
    ],
  }];

  const speakerIn = (dialog) => {
    const element = (id) => dialog.getContentElement("quote", id);
    const under = element("under").getElement().$;
    const [list, error] = [under.querySelector("ul"), under.querySelector("p")];
    const [name, title] = ["speaker", "title"].map((id) => element(id).getInputElement().$);
    error.id = `${name.id}_error`;
    name.setAttribute("aria-describedby", error.id);
    return new Speaker(name, title, list, error);
  };

  // OK was faster than the list: pressed again when the list has answered, unless the writer has gone on.
  const confirmLater = async (dialog, { people }) => {
    const { name } = people;
    dialog.setState(CKEDITOR.DIALOG_STATE_BUSY);
    await people.ask();
    dialog.setState(CKEDITOR.DIALOG_STATE_IDLE);
    if (CKEDITOR.dialog.getCurrent() === dialog && people.name === name) dialog.click("ok");
  };

  CKEDITOR.dialog.add("speakerquote", (editor) => {
    const words = editor.lang.speakerquote;
    const { quotes } = editor.plugins.speakerquote;
    return {
      title: words.title,
      minWidth: 420,
      minHeight: 200,
      resizable: CKEDITOR.DIALOG_RESIZE_NONE,
      contents: contents(words),
      buttons: [
        { id: "unquote", type: "button", label: words.remove, onClick: ({ data: { dialog } }) => {
          quotes.unwrap(editor, dialog.quote);
          dialog.hide();
        } },
        CKEDITOR.dialog.cancelButton,
        CKEDITOR.dialog.okButton,
      ],
      onLoad() {
        this.speaker = speakerIn(this);
      },
      onShow() {
        this.quote = quotes.around(editor);
        this.speaker.open(quotes.read(this.quote), editor.element.$.dataset.people, quotes.languageOf(editor));
        this.getButton("unquote").getElement()[this.quote ? "show" : "hide"]();
      },
      onOk() {
        const { speaker } = this;
        if (!speaker.people.name) {
          speaker.complain(words.speakerMissing);
          speaker.name.focus();
          return false;
        }
        if (!speaker.card && !speaker.people.isSettled) {
          confirmLater(this, speaker);
          return false;
        }
        quotes.keep(editor, speaker.said, this.quote);
        return true;
      },
      onHide() {
        this.speaker.people.close();
      },
    };
  });
})();
