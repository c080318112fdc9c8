"""A release as an entry of a feed: its whole text, its picture and files, and what else stands on its page."""

from django.urls import reverse

from newsroom import richtext
from newsroom.feeds import Category, Entry, collected
from newsroom.web import absolute


def entry(release) -> Entry:
    """Needs for_feed()."""
    files = [each for each in release.attachments.all() if each.is_open and not each.file.is_struck]
    pictures = collected.pictures_of(release.family.picture)
    words = {
        "release": release,
        "corrections": release.corrections.all(),
        "passages": richtext.passages(release.body),
    }
    return collected.entry_of(
        release,
        title=release.headline,
        language=release.language,
        updated_at=release.updated_at,
        summary=release.lead,
        template="releases/feed_entry.html",
        words={**words, "pictures": pictures, "files": files},
        authors=tuple(str(sender.organisation.name) for sender in release.family.senders.all()),
        categories=(_kind(release), *collected.categories_of(release.family.themes.all())),
        pictures=pictures,
        attachments=tuple(collected.attached(each.file, each.title) for each in files),
        facts=_facts(release),
    )


def _kind(release) -> Category:
    kind = release.family.kind
    return Category(kind, release.family.get_kind_display(), absolute(f"{reverse('releases:list')}?kind={kind}"))


def _facts(release) -> dict:
    """Names and titles as printed, and nobody's number."""
    others = [text for text in release.family.public_texts if text != release]
    return {
        "type": release.family.kind,
        "quotes": [{"speaker": each.name, "title": each.title, "text": each.text} for each in release.quotes.all()],
        "contacts": [{"name": each.name, "title": each.title} for each in release.contacts.all()],
        "corrections": [_correction(each) for each in release.corrections.all()],
        "translations": {text.language: absolute(text.get_absolute_url()) for text in others},
    }


def _correction(correction) -> dict:
    told = {"type": correction.kind, "date": correction.made_at, "text": correction.text}
    return {**told, "was_wrong": correction.was_wrong} if correction.was_wrong else told
