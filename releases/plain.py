"""A release as plain text for whoever edits elsewhere: what its page says now, own links written out in full."""

import lxml.html
from django.utils.translation import gettext

from newsroom import blocks, dates
from newsroom.web import absolute
from releases.versions import SOFT_HYPHEN, told


def text_of(release, house) -> str:
    """In the release's own language, which is the active one."""
    parts = [
        _letterhead(release, house),
        release.headline,
        *(told(_facts(each), release.language) for each in release.corrections.all()),
        release.lead,
        blocks.as_text(_with_whole_links(release.body), release.language),
        _contacts(release),
        absolute(release.get_absolute_url()),
    ]
    return "\n\n".join(part for part in parts if part).replace(SOFT_HYPHEN, "") + "\n"


def _letterhead(release, house) -> str:
    senders = [str(sender.organisation.name) for sender in release.family.senders.all()]
    kind = release.family.get_kind_display()
    moment = f" {dates.moment(release.publish_at, release.language)}" if release.publish_at else ""
    return f"{', '.join(senders or [str(house.name)])}\n{kind}{moment}"


def _facts(correction) -> dict:
    return {name: getattr(correction, name) for name in ("kind", "text", "was_wrong", "made_at")}


def _with_whole_links(body: str) -> str:
    if "<a " not in body:
        return body
    root = lxml.html.fragment_fromstring(body, "div")
    root.rewrite_links(lambda link: absolute(link) if link.startswith("/") and not link.startswith("//") else link)
    return lxml.html.tostring(root, encoding="unicode")


def _contacts(release) -> str:
    cards = [_card(contact) for contact in release.contacts.all()]
    return "\n\n".join([gettext("Further information"), *cards]) if cards else ""


def _card(contact) -> str:
    """Nobody is called who has left, as on the page."""
    person = contact.spokesperson
    lines = [", ".join(filter(None, [contact.name, contact.title]))]
    if not person.has_left():
        lines += [*(phone.as_printed for phone in person.phones.all()), person.email]
    return "\n".join(filter(None, lines))
