// A quote with a speaker: <blockquote data-speaker data-title data-person>. Here is what becomes of the text;
// dialogs/speakerquote.js asks who is speaking. The two levels of headings get the names that writers use for them.
(() => {
  const ATTRIBUTES = { speaker: "data-speaker", title: "data-title", person: "data-person" };

  // Marks and dashes as newsroom/richtext.py takes them off when the text is saved; the page sets its own.
  const MARK = /["”“„«»]/;
  const OPENING_MARK = /^\s*["”“„«»]/;
  const CLOSING_MARK = /["”“„«»](?=[.,!?…]?\s*$)/;
  const DIALOGUE_DASH = /^\s*(?:[–—-]\s+)+/;

  // What is left hanging where a quote was cut out of its sentence: a comma, a dash, half a pair of marks.
  const LOOSE_END = /[\s,;]*(?:(?<!\S)[–—-]+)?\s*(?:(?<!\S)["”“„«»])?\s*$/;
  const LOOSE_START = /^(?:["”“„«»](?![\p{L}\p{N}]))?[\s.,:;!?…]*(?:[–—-]+\s+)?/u;
  const STOP_AFTER = /^["”“„«»]?([.!?…]+)/;
  const ENDS_IN_STOP = /[.!?…]["”“„«»]?\s*$/;

  const hasWords = (text) => /[\p{L}\p{N}]/u.test(text);

  const quoteAround = (editor) => {
    const path = editor.elementPath();
    return path && path.contains("blockquote");
  };

  const languageField = (editor) => document.getElementById(editor.element.$.dataset.languageField);

  const languageOf = (editor) => languageField(editor)?.value || editor.element.$.dataset.language || "fi";

  // ---- Words of a block, counted over the inline elements in it ----

  const pointAt = (block, offset) => {
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let text = texts.nextNode();
    let left = offset;
    while (left > text.length) {
      left -= text.length;
      text = texts.nextNode();
    }
    return [text, left];
  };

  const strike = (block, pattern) => {
    const found = block.textContent.match(pattern);
    if (!found?.[0]) return;
    const range = document.createRange();
    range.setStart(...pointAt(block, found.index));
    range.setEnd(...pointAt(block, found.index + found[0].length));
    range.deleteContents();
  };

  const wordsBetween = (startNode, startOffset, endNode, endOffset) => {
    const range = document.createRange();
    range.setStart(startNode, startOffset);
    range.setEnd(endNode, endOffset);
    return range.toString();
  };

  const dropEmptied = (block) => {
    for (const inline of block.querySelectorAll("strong, em, a, span")) if (!inline.textContent) inline.remove();
    while (block.firstChild?.nodeName === "BR") block.firstChild.remove();
    while (block.lastChild?.nodeName === "BR") block.lastChild.remove();
  };

  const trim = (block, pattern) => {
    strike(block, pattern);
    dropEmptied(block);
  };

  const tidy = (block, pattern) => {
    trim(block, pattern);
    if (!hasWords(block.textContent)) block.remove();
  };

  // ---- The blocks that a selection makes a quote of ----

  // Of a list or a table the whole of it is quoted.
  const outermost = (editor, block) => {
    let top = block;
    while (top.getParent() && !top.getParent().equals(editor.editable())) top = top.getParent();
    return top;
  };

  const blocksIn = (editor, ranges) => {
    const found = [];
    for (const range of ranges) {
      const iterator = range.createIterator();
      iterator.enlargeBr = false;
      for (let block = iterator.getNextParagraph(); block; block = iterator.getNextParagraph()) {
        found.push(outermost(editor, block));
      }
    }
    return [...new Map(found.map((block) => [block.getUniqueId(), block])).values()];
  };

  const canBeCut = (block, node) => block.is("p", "h2", "h3") && block.$.contains(node.$);

  const splitAt = (editor, block, node, offset) => {
    const range = editor.createRange();
    range.setStart(node, offset);
    range.collapse(true);
    return range.splitElement(block);
  };

  // A full stop belongs to the words before it, selected or not.
  const keepStop = (said, rest) => {
    const stop = rest.textContent.match(STOP_AFTER)?.[1];
    if (stop && !ENDS_IN_STOP.test(said.textContent)) said.append(stop);
  };

  const cutEnd = (editor, blocks, { endContainer: node, endOffset: offset }) => {
    const last = blocks.at(-1);
    if (!canBeCut(last, node)) return;
    if (blocks.length > 1 && !hasWords(wordsBetween(last.$, 0, node.$, offset))) {
      blocks.pop();
      return;
    }
    const rest = splitAt(editor, last, node, offset);
    keepStop(last.$, rest.$);
    tidy(rest.$, LOOSE_START);
  };

  const cutStart = (editor, blocks, { startContainer: node, startOffset: offset }) => {
    const [first] = blocks;
    if (!canBeCut(first, node)) return;
    if (blocks.length > 1 && !hasWords(wordsBetween(node.$, offset, first.$, first.$.childNodes.length))) {
      blocks.shift();
      return;
    }
    blocks[0] = splitAt(editor, first, node, offset);
    tidy(first.$, LOOSE_END);
  };

  // The end is cut first: what stands before it keeps its place.
  const selectedBlocks = (editor) => {
    const ranges = editor.getSelection().getRanges();
    const blocks = blocksIn(editor, ranges);
    const [start, end] = [ranges[0], ranges.at(-1)];
    const words = wordsBetween(start.startContainer.$, start.startOffset, end.endContainer.$, end.endOffset);
    if (!hasWords(words)) return blocks;
    cutEnd(editor, blocks, end);
    cutStart(editor, blocks, start);
    trim(blocks[0].$, /^\s+/);
    trim(blocks.at(-1).$, /\s+$/);
    return blocks;
  };

  // ---- Quotes ----

  const isMarked = (texts) => {
    const unmarked = texts.map((text) => text.replace(OPENING_MARK, "").replace(CLOSING_MARK, ""));
    return OPENING_MARK.test(texts[0]) && CLOSING_MARK.test(texts.at(-1)) && !MARK.test(unmarked.join());
  };

  const bare = (quote) => {
    const before = quote.textContent;
    strike(quote, DIALOGUE_DASH);
    const parts = [...quote.children];
    if (isMarked(parts.map((part) => part.textContent))) {
      for (const part of parts) for (const mark of [OPENING_MARK, CLOSING_MARK]) strike(part, mark);
    }
    if (quote.textContent !== before) bare(quote);
  };

  const wrap = (editor) => {
    const blocks = selectedBlocks(editor);
    const quote = editor.document.createElement("blockquote");
    quote.insertBefore(blocks[0]);
    for (const block of blocks) {
      if (block.is("h2", "h3")) block.renameNode("p");
      block.appendTo(quote);
      if (block.is("blockquote")) block.remove(true);
    }
    bare(quote.$);
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

  const putCaretAtEnd = (editor, quote) => {
    const range = editor.createRange();
    range.moveToElementEditEnd(quote);
    range.select();
  };

  const keep = (editor, said, existing) => {
    editor.focus();
    editor.fire("saveSnapshot");
    const quote = existing || wrap(editor);
    write(quote, said);
    if (!existing) putCaretAtEnd(editor, quote);
    editor.fire("saveSnapshot");
    editor.fire("change");
  };

  // ---- The plugin ----

  // The editor's text is in the language of the release, whatever that of the admin is: so are the marks around quotes.
  const tellLanguage = (editor) => {
    const tell = () => editor.editable()?.setAttribute("lang", languageOf(editor));
    editor.on("contentDom", tell);
    languageField(editor)?.addEventListener("change", tell);
  };

  const addCommand = (editor) =>
    editor.addCommand("speakerquote", new CKEDITOR.dialogCommand("speakerquote", {
      allowedContent: `blockquote[!${ATTRIBUTES.speaker},${ATTRIBUTES.title},${ATTRIBUTES.person}]`,
      contextSensitive: true,
      startDisabled: true,
      refresh(_editor, path) {
        this.setState(path.contains("blockquote") ? CKEDITOR.TRISTATE_ON : CKEDITOR.TRISTATE_OFF);
      },
    }));

  CKEDITOR.plugins.add("speakerquote", {
    lang: "fi,sv,en",
    beforeInit(editor) {
      const words = editor.lang.speakerquote;
      const format = { label: words.format, panelTitle: words.format };
      Object.assign(editor.lang.format, format, { tag_p: words.paragraph, tag_h2: words.heading, tag_h3: words.subheading });
    },
    init(editor) {
      CKEDITOR.dialog.add("speakerquote", `${this.path}dialogs/speakerquote.js`);
      addCommand(editor);
      editor.ui.addButton("SpeakerQuote", {
        label: editor.lang.speakerquote.button,
        command: "speakerquote",
        icon: `${this.path}icon.svg`,
      });
      editor.on("doubleclick", (event) => {
        if (event.data.element.getAscendant("blockquote", true)) event.data.dialog = "speakerquote";
      });
      tellLanguage(editor);
    },
    quotes: { around: quoteAround, read, keep, unwrap, languageOf },
  });
})();
