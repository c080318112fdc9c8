"""The frame of every page: who speaks, the ways on, the other languages, numbered pages, the foot."""

from django import template
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.translation import gettext

from newsroom import alternates
from newsroom.feeds import WholeList
from newsroom.languages import CODES, OWN_NAMES, active
from newsroom.languages import alternates as all_versions

register = template.Library()

LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}


@register.inclusion_tag("newsroom/_masthead.html", takes_context=True)
def masthead(context, letter: str = "") -> dict:
    """`letter` names the kind of paper when the page is printed."""
    sections = _sections(context)
    current = next((section["label"] for section in sections if section["current"]), gettext("Newsroom"))
    search = reverse("search")
    return {
        "house": context["house"],
        "letter": letter or current,
        "sections": sections,
        "languages": _language_links(context),
        "search": search if _path(context) != search else "",
    }


def _sections(context) -> list[dict]:
    path = _path(context)
    ways = [
        (gettext("Releases"), reverse("releases:list")),
        (gettext("Events"), reverse("events:list")),
        (gettext("Action programmes"), reverse("programmes:list")),
        (gettext("Documents"), reverse("programmes:documents")),
        (gettext("Leadership and experts"), reverse("people:list")),
        (gettext("For the media"), reverse("media")),
    ]
    return [{"label": label, "address": address, "current": _current(path, address)} for label, address in ways]


def _current(path: str, address: str) -> str:
    if path == address:
        return "page"
    return "true" if path.startswith(address) else ""


def _path(context) -> str:
    """The page's path with the script prefix; an error page is nowhere (`here` is empty)."""
    here = _here(context)
    return get_script_prefix().rstrip("/") + here if here else ""


def _here(context) -> str:
    return context.get("here", context["request"].path_info)


def _alternates(context) -> dict[str, str]:
    return context["alternates"] if "alternates" in context else alternates.of(_here(context))


def _language_links(context) -> list[dict]:
    same, above = _alternates(context), alternates.above(_here(context))
    return [
        {
            "code": code,
            "name": OWN_NAMES[code],
            "address": same.get(code) or above.get(code) or _home(code),
            "is_current": code == active(),
        }
        for code in CODES
    ]


def _home(code: str) -> str:
    with translation.override(code):
        return reverse("home")


@register.inclusion_tag("newsroom/_hreflang.html", takes_context=True)
def hreflang(context) -> dict:
    return {"alternates": all_versions(_alternates(context))}


@register.inclusion_tag("newsroom/_share.html", takes_context=True)
def share(context, canonical, title, summary, picture) -> dict:
    """What others show where somebody has shared the page."""
    return {
        "house": context["house"],
        "canonical": canonical,
        "title": title,
        "summary": summary,
        "picture": picture,
        "locale": LOCALES[active()],
        "other_locales": [LOCALES[code] for code in CODES if code in _alternates(context) and code != active()],
    }


@register.inclusion_tag("newsroom/_footer.html", takes_context=True)
def footer(context) -> dict:
    house = context["house"]
    names = [house.text_in("name", code) for code in CODES if code != active()]
    return {
        "house": house,
        "names": [name for name in names if name.language != active()],
        "feeds": [{"code": code, "address": _feed(code)} for code in CODES],
    }


def _feed(code: str) -> str:
    with translation.override(code):
        return reverse("releases:feed", args=["rss"])


@register.inclusion_tag("newsroom/_discovered.html", takes_context=True)
def discover(context, feed=None) -> dict:
    """A list's own feeds for a reader's software to find; without a list, those of all releases."""
    of_all_releases = WholeList(gettext("Releases"), reverse("releases:list"))
    return {"feed": of_all_releases if feed is None else feed, "house": context["house"]}


@register.inclusion_tag("newsroom/_pagination.html")
def pagination(page, query: str = "") -> dict:
    """Links to the pages of a list; `query` is the list's canonical query string."""
    paginator = page.paginator
    numbers = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [
            {"number": number, "address": page_address(query, number) if number != paginator.ELLIPSIS else ""}
            for number in numbers
        ],
        "previous": page_address(query, page.number - 1),
        "next": page_address(query, page.number + 1),
    }


@register.simple_tag
def page_address(query: str, number: int) -> str:
    parts = [part for part in (query, f"page={number}" if number > 1 else "") if part]
    return f"?{'&'.join(parts)}" if parts else "."
