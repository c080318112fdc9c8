from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from newsroom.richtext import plain_text
from newsroom.search.registry import Searchable, Texts
from releases.models import Quote, Release, ReleaseFamily


def _of_release(release):
    named = [contact.name for contact in release.contacts.all()] + [quote.name for quote in release.quotes.all()]
    # A version of a document comes out and is withdrawn by itself, so the words beside it are not the release's own.
    labels = [attachment.label for attachment in release.attachments.all() if attachment.document_version_id is None]
    body = [plain_text(release.body), *dict.fromkeys(named), *labels, _kind(release)]
    yield Texts(
        release.language,
        release.headline,
        lead=release.lead,
        body="\n".join(filter(None, body)),
        language=release.language,
        dated_on=_day(release),
        **_facts(release),
    )


def _kind(release) -> str:
    """What lists call it beside its day; every other release is just a release, which says nothing."""
    if release.family.kind == ReleaseFamily.Kind.RELEASE:
        return ""
    with translation.override(release.language):
        return release.family.get_kind_display()


def _of_quote(quote):
    release = quote.release
    yield Texts(
        release.language,
        quote.name,
        lead=quote.title,
        body=quote.text,
        language=release.language,
        dated_on=_day(release),
        **_facts(release),
    )


def _day(release):
    return timezone.localdate(release.publish_at) if release.publish_at else None


def _facts(release) -> dict:
    family = release.family
    return {
        "themes": [theme.pk for theme in family.themes.all()],
        "places": [place.pk for place in family.places.all()],
    }


SEARCHABLES = [
    Searchable(
        kind="release",
        label=_("Releases"),
        model=Release,
        texts=_of_release,
        follows={Release: "pk"},
        rows=lambda releases: releases.select_related("family").prefetch_related(
            "family__themes", "family__places", "contacts", "quotes", "attachments"
        ),
        shown=lambda releases: releases.select_related("family").defer("body"),
        word=lambda release: release.family.get_kind_display(),
        followed=lambda releases: releases,
    ),
    Searchable(
        kind="quote",
        label=_("Quotes"),
        model=Quote,
        texts=_of_quote,
        follows={Release: "release"},
        part_of="release",
        rows=lambda quotes: quotes.select_related("release__family").prefetch_related(
            "release__family__themes", "release__family__places"
        ),
        shown=lambda quotes: quotes.for_list(),
        word=lambda quote: _("Quote"),
        followed=lambda quotes: Release.objects.filter(quotes__in=quotes).distinct(),
        address=lambda quote: quote.address_in(quote.release),
    ),
]
