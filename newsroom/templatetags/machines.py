"""What a page says of itself to machines: once written, said in several places."""

import html
from datetime import datetime
from urllib.parse import urlsplit

from django import template
from django.template import Node
from django.utils import timezone

from newsroom import web

register = template.Library()

MOST_CHARACTERS = 160


class Kept(Node):
    def __init__(self, nodelist, name):
        self.nodelist, self.name = nodelist, name

    def render(self, context):
        said = self.nodelist.render(context)
        context[self.name] = said if said.strip() else ""
        return ""


@register.tag
def keep(parser, token):
    """`{% keep as title %}{% block title %}{% endblock %}{% endkeep %}`: a block that can be said more than once."""
    _tag, _as, name = token.split_contents()
    nodelist = parser.parse(["endkeep"])
    parser.delete_first_token()
    return Kept(nodelist, name)


@register.filter
def absolute(path: str) -> str:
    return web.absolute(path)


@register.filter
def host_of(path: str) -> str:
    """The name under which the world knows the site that a path is on."""
    return urlsplit(web.absolute(path)).netloc


@register.simple_tag
def name_in(house, language: str) -> str:
    return house.text_in("name", language)


@register.filter
def instant(when: datetime) -> str:
    """With the offset of its day in Finland, to the second."""
    return timezone.localtime(when).isoformat(timespec="seconds")


@register.filter
def in_short(markup: str) -> str:
    """Plain words of what a template wrote: one line without soft hyphens, cut between words."""
    words = " ".join(html.unescape(markup).replace("\u00ad", "").split())
    if len(words) <= MOST_CHARACTERS:
        return words
    cut = words[:MOST_CHARACTERS].rsplit(" ", 1)[0][: MOST_CHARACTERS - 1]
    return f"{cut.rstrip(' ,.;:–-')}…"
