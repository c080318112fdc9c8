"""Rich text: what an editor may write, what is kept of it, and how quotes stand in it.

One table feeds the toolbar, CKEditor's own filter and the sanitiser. The filter in the browser is a courtesy;
the field cleans on every way into the database, and {% html %} once more on the way out.
"""

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import urljoin

import lxml.html
import nh3
from django.db import models

from newsroom import blocks
from newsroom.text import one_line, without_controls

# Element: its attributes. Whatever is not here is dropped, its words kept.
ELEMENTS: dict[str, set[str]] = {
    "p": set(),
    "h2": set(),
    "h3": set(),
    "ul": set(),
    "ol": set(),
    "li": set(),
    "strong": set(),
    "em": set(),
    "br": set(),
    "a": {"href", "hreflang", "lang"},
    "span": {"lang"},
    "blockquote": {"data-speaker", "data-title", "data-person"},
    "table": set(),
    "caption": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
URL_SCHEMES = {"https", "http", "mailto", "tel"}
LONGEST_NAME = 160  # of a speaker or a title, as a Quote keeps it
DROPPED_WITH_CONTENT = {"script", "style", "template", "noscript", "title", "svg", "math", "iframe", "object"}

EDITOR_CONFIG = {
    "toolbar": "newsroom",
    "toolbar_newsroom": [
        ["Format", "Bold", "Italic"],
        ["SpeakerQuote", "BulletedList", "NumberedList", "Table"],
        ["Link", "Unlink"],
        ["PasteText", "RemoveFormat", "Undo", "Redo"],
    ],
    "format_tags": "p;h2;h3",
    "extraPlugins": "divarea,speakerquote",
    "external_plugin_resources": [("speakerquote", "/static/newsroom/ckeditor/speakerquote/", "plugin.js")],
    # The first three would send an unpublished text to somebody else's server.
    "removePlugins": "exportpdf,scayt,wsc,elementspath,about,preview,newpage,print,save,templates,smiley,iframe,"
    "flash,forms,image,uploadimage,uploadwidget,filebrowser,language,magicline,copyformatting",
    "allowedContent": " ; ".join(
        f"{element}[{','.join(sorted(attributes))}]" if attributes else element
        for element, attributes in ELEMENTS.items()
    ),
    "entities": False,
    "versionCheck": False,
    "linkDefaultProtocol": "https://",
    "disableNativeSpellChecker": False,
    "width": "100%",
    "height": 420,
    "contentsCss": [],
}


def clean(html: str) -> str:
    """Only what the table allows, in NFC and without control characters; cleaning twice changes nothing."""
    if not html:
        return ""
    return _QUOTE.sub(_without_marks, _DEAD_LINK.sub(r"\1", _mended(_sanitise(html, ELEMENTS))).strip())


def clean_redline(html: str) -> str:
    """Rich text in which words that came and went are marked."""
    return _sanitise(html, {**ELEMENTS, "ins": set(), "del": set()})


# Attributes that only our own pages read are left out, and pictures stand in the text.
FEED_ELEMENTS = {
    **{name: {each for each in attributes if "data-" not in each} for name, attributes in ELEMENTS.items()},
    "figure": set(),
    "figcaption": set(),
    "img": {"src", "alt", "width", "height"},
}


_BLANK_LINES = re.compile(r"[ \t]*\n\s*")


def clean_for_feed(html: str, address: str) -> str:
    """A text as it stands in a feed, on somebody else's page: relative addresses are made absolute from its own."""
    cleaned = _BLANK_LINES.sub("\n", _sanitise(html, FEED_ELEMENTS)).strip()
    if not cleaned:
        return ""
    root = lxml.html.fragment_fromstring(cleaned, "div")
    root.rewrite_links(lambda link: _joined(address, link), resolve_base_href=False)
    inner = "".join(lxml.html.tostring(child, encoding="unicode") for child in root)
    return escape(root.text or "", quote=False) + inner


def _joined(address: str, link: str) -> str:
    try:
        return urljoin(address, link)
    except ValueError:
        return address


def _mended(html: str) -> str:
    """NFC would join a combining stroke to the end of the tag before it, and the tag would never close."""
    return without_controls(html.replace(">\u0338", ">&#824;"))


def _sanitise(html: str, elements: dict[str, set[str]]) -> str:
    return nh3.clean(
        _mended(html),
        tags=set(elements),
        attributes={name: set(attributes) for name, attributes in elements.items() if attributes},
        clean_content_tags=DROPPED_WITH_CONTENT,
        url_schemes=URL_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


# In what nh3 has written no attribute holds a ">", and no link stands inside a link.
_DEAD_LINK = re.compile(r"<a(?![^>]* href=)[^>]*>(.*?)</a>", re.DOTALL)
_QUOTE = re.compile(r'(<blockquote [^>]*data-speaker="[^">][^>]*>)(.*?)(?=</blockquote>)', re.DOTALL)
_MARK = '["”“„«»]'
_EMPTY = r"(?:\s|&nbsp;|<[^>]*>)*"
_OPENING = re.compile(rf"^({_EMPTY}){_MARK}")
_DASH = re.compile(rf"^({_EMPTY})(?:[–—-](?:\s|&nbsp;)+)+")
_CLOSING = re.compile(rf"{_MARK}([.,!?…]?{_EMPTY})$")


def _without_marks(quote) -> str:
    """A quote without the marks or the dash around it: the page sets marks, so typed ones would stand twice."""
    tag, words = quote.groups()
    return tag + _bare(words)


def _bare(words: str) -> str:
    undashed = _DASH.sub(r"\1", words)
    unmarked = "".join(_CLOSING.sub(r"\1", _OPENING.sub(r"\1", part)) for part in re.split("(?<=</p>)", undashed))
    is_marked = _OPENING.search(undashed) and _CLOSING.search(undashed)
    has_marks_inside = re.search(_MARK, re.sub("<[^>]*>", "", unmarked))
    bare = unmarked if is_marked and not has_marks_inside else undashed
    return bare if bare == words else _bare(bare)


def plain_text(html: str) -> str:
    """The words, a paragraph a line."""
    return "\n".join(" ".join(block.words) for block in blocks.words_only(html))


@dataclass(frozen=True)
class Passage:
    """A stretch of a body: running text, or what a named person said (then with a speaker)."""

    html: str
    speaker: str = ""
    title: str = ""
    person: str = ""

    @property
    def text(self) -> str:
        return plain_text(self.html)


def passages(html: str) -> list[Passage]:
    """A body cut at its attributed quotes, in order."""
    if not html.strip():
        return []
    found: list[Passage] = []
    running: list[str] = []
    root = lxml.html.fragment_fromstring(html, "div")
    if root.text and root.text.strip():
        running.append(root.text)
    for element in root:
        if element.tag == "blockquote" and element.get("data-speaker", "").strip():
            found += _running(running)
            found.append(_quote(element))
            running = [element.tail or ""]
        else:
            running.append(lxml.html.tostring(element, encoding="unicode"))
    return found + _running(running)


def _running(pieces: list[str]) -> list[Passage]:
    html = "".join(pieces).strip()
    return [Passage(html)] if html else []


def _quote(element) -> Passage:
    inner = (element.text or "") + "".join(lxml.html.tostring(child, encoding="unicode") for child in element)
    return Passage(
        html=inner.strip(),
        speaker=one_line(element.get("data-speaker"))[:LONGEST_NAME],
        title=one_line(element.get("data-title", ""))[:LONGEST_NAME],
        person=element.get("data-person", ""),
    )


class HTMLField(models.TextField):
    """Rich text that is clean whatever door it came through; database expressions pass, so {% html %} cleans too."""

    def formfield(self, **kwargs):
        from ckeditor.widgets import CKEditorWidget

        kwargs["widget"] = CKEditorWidget()
        return super().formfield(**kwargs)

    def pre_save(self, instance, add):
        value = super().pre_save(instance, add)
        if isinstance(value, str):
            value = clean(value)
            setattr(instance, self.attname, value)
        return value

    def get_db_prep_save(self, value, connection):
        if isinstance(value, str):
            value = clean(value)
        return super().get_db_prep_save(value, connection)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
