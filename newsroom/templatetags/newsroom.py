"""What templates ask for. `{% html %}` is the only place that lets markup through, and it cleans once more.

Data for machines go out by `{% structured_data %}`, in which nothing can end its script.
"""

import re
from datetime import date, datetime

from django import template
from django.template import Node
from django.utils import formats, timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, gettext_lazy, ngettext
from phonenumber_field.phonenumber import PhoneNumber

from newsroom import dates, phones, richtext
from newsroom import structured_data as machines
from newsroom.languages import CODES, active
from newsroom.search.snippets import Piece

register = template.Library()


@register.simple_tag
def html(value: str) -> str:
    return mark_safe(richtext.clean(value))


@register.simple_tag
def redline(difference) -> str:
    """What changed in a field, its words marked."""
    return mark_safe(richtext.clean_redline(difference.html))


@register.simple_tag(takes_context=True)
def structured_data(context, trail: str, title: str) -> str:
    """The association, the way to the page, and what the view says of the page's own thing."""
    nodes = [machines.house_described(context["house"]), machines.breadcrumbs(trail, title)]
    written = machines.written([*nodes, context.get("structured_data")])
    return mark_safe(f'<script type="application/ld+json">{written}</script>')


class Inline(Node):
    """A tag whose markup stands within a line, so the last line break of its template is not part of it."""

    def __init__(self, node):
        self.node = node

    def render(self, context):
        return self.node.render(context).strip()


def inline_tag(template_name: str):
    def add(function):
        register.inclusion_tag(template_name)(function)
        compile_tag = register.tags[function.__name__]
        register.tags[function.__name__] = lambda parser, token: Inline(compile_tag(parser, token))
        return function

    return add


# Words in their language


@inline_tag("newsroom/_text.html")
def text(value) -> dict:
    """A name, marked with `lang` when it is not in the page's language."""
    return {"value": value, "language": foreign(value)}


@register.filter
def foreign(value) -> str:
    """The language of a text that is not in the page's language, for a `lang` attribute; else ""."""
    language = getattr(value, "language", active())
    return language if language != active() else ""


@register.filter
def if_foreign(code: str) -> str:
    return code if code != active() else ""


@register.simple_tag
def title_in(thing, language: str):
    """A thing's title in the language of one of its files; a multilingual file has the page's."""
    return thing.text_in("title", language if language in CODES else active())


_IN_LANGUAGE = {
    "fi": gettext_lazy("in Finnish"),
    "sv": gettext_lazy("in Swedish"),
    "en": gettext_lazy("in English"),
    "mul": gettext_lazy("in several languages"),
}


@register.filter
def in_language(code: str) -> str:
    return str(_IN_LANGUAGE[code])


# Days and times


@inline_tag("newsroom/_time.html")
def day(when: date | datetime | None) -> dict:
    """A day; of an instant, the day in Finland."""
    when = timezone.localdate(when) if isinstance(when, datetime) else when
    return {"machine": when and when.isoformat(), "words": when and dates.day(when, active())}


@inline_tag("newsroom/_time.html")
def moment(when: datetime | None) -> dict:
    machine = when and timezone.localtime(when).isoformat(timespec="minutes")
    return {"machine": machine, "words": when and dates.moment(when, active())}


@register.simple_tag
def moment_words(when: datetime | None) -> str:
    """For mail, where no markup stands."""
    return dates.moment(when, active()) if when else ""


@register.simple_tag
def day_words(when: date) -> str:
    """For mail, where no markup stands."""
    return dates.day(when, active())


@inline_tag("newsroom/_days.html")
def days(first: date, last: date) -> dict:
    return {"first": first.isoformat(), "last": last.isoformat(), "range": dates.days(first, last, active())}


@register.simple_tag
def days_beside_year(first: date, last: date) -> dict:
    written, year = dates.days_beside_year(first, last, active())
    return {"days": written, "year": year}


@register.simple_tag
def times(event) -> str:
    return "" if event.is_all_day else dates.times(event.start_time, event.end_time, active())


@inline_tag("newsroom/_page_of.html")
def page_of(page) -> dict:
    """For a title: which page of a list this is, from the second on."""
    return {"page": page}


# Files


@register.filter
def size(number: int) -> str:
    kilobytes, megabytes = _size(number)
    return f"{kilobytes} " + gettext("kB") if kilobytes else f"{megabytes} " + gettext("MB")


@register.filter
def size_spoken(number: int) -> str:
    kilobytes, megabytes = _size(number)
    if kilobytes:
        return f"{kilobytes} " + ngettext("kilobyte", "kilobytes", kilobytes)
    return f"{megabytes} " + gettext("megabytes")


def _size(number: int) -> tuple[int, str]:
    """Whole kilobytes, or megabytes to one decimal as the language writes it."""
    kilobytes = max(1, round(number / 1000))
    if kilobytes < 1000:
        return kilobytes, ""
    return 0, formats.number_format(round(number / 1_000_000, 1), decimal_pos=1)


@register.filter
def pages_in_short(number: int) -> str:
    return ngettext("%(number)s p.", "%(number)s pp.", number) % {"number": number}


@register.filter
def pages_spoken(number: int) -> str:
    return ngettext("%(number)s page", "%(number)s pages", number) % {"number": number}


# People


@register.filter
def phone(number: PhoneNumber) -> str:
    return phones.written(number, active())


@inline_tag("newsroom/_email.html")
def email(address: str) -> dict:
    name, _at, domain = address.rpartition("@")
    return {"address": address, "name": name, "domain": domain}


# What was asked for


@inline_tag("newsroom/_marked.html")
def marked(pieces: list[Piece]) -> dict:
    return {"pieces": pieces}


@register.filter
def unbroken(value: str) -> str:
    """Without soft hyphens, for a title that others show."""
    return value.replace("\u00ad", "")


@register.filter
def bare(address: str) -> str:
    """A web address as it is read aloud."""
    return address.removeprefix("https://").removesuffix("/")


# The house's own style sheet

_PLAIN_IN_CSS = re.compile(r"[^0-9A-Za-z .-]")


@register.filter
def css_text(words: str) -> str:
    """Words for a CSS string: whatever could end it, or means something in HTML, as a hexadecimal escape."""
    return _PLAIN_IN_CSS.sub(lambda found: f"\\{ord(found[0]):x} ", words)
