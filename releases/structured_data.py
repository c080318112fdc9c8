"""A release as an article, with what it is about and what was corrected in it."""

from newsroom.structured_data import address_of, house_itself, instant, organisation
from newsroom.web import absolute
from releases.models import Correction


def of(release, about: dict) -> dict:
    """`about` is what stands around the text on its page: all of it public."""
    senders = [organisation(sender.organisation) for sender in release.family.senders.all()]
    return {
        "@type": "NewsArticle",
        **_reference(release),
        "url": address_of(release),
        "mainEntityOfPage": address_of(release),
        "headline": release.headline,
        "description": release.lead,
        "articleSection": release.family.get_kind_display(),
        "inLanguage": release.language,
        "isAccessibleForFree": True,
        "datePublished": instant(release.publish_at),
        "dateModified": instant(release.updated_at),
        "author": senders or [house_itself()],
        "publisher": house_itself(),
        "image": _pictures(release),
        "about": [*map(_theme, release.family.themes.all()), *map(_event, about["events"])],
        "contentLocation": [{"@type": "Place", "name": place.name} for place in release.family.places.all()],
        "mentions": _speakers(release),
        "isBasedOn": [_programme(period) for period in about["periods"]],
        "correction": [_correction(each) for each in release.corrections.all() if _is_correction(each)],
        **_translations(release, about["translations"]),
    }


def _reference(release) -> dict:
    return {"@id": f"{address_of(release)}#article"}


def _pictures(release) -> list[str]:
    image = release.family.picture
    return [absolute(image.whole.src)] if image else []


def _theme(theme) -> dict:
    return {"@type": "Thing", "name": theme.name, "url": address_of(theme)}


def _event(event) -> dict:
    return {"@type": "Event", "name": event.title, "url": address_of(event), "startDate": event.start_date}


def _programme(period) -> dict:
    return {"@type": "CreativeWork", "name": period, "url": address_of(period)}


def _speakers(release) -> list[dict]:
    """Whoever is quoted, each once, with the title of that day."""
    first = {}
    for quote in release.quotes.all():
        first.setdefault(quote.name, quote)
    return [
        {"@type": "Person", "name": name, "jobTitle": quote.title, "url": _page_of(quote.spokesperson)}
        for name, quote in first.items()
    ]


def _page_of(person) -> str:
    return address_of(person) if person and person.is_public() else ""


def _is_correction(told) -> bool:
    return told.kind == Correction.Kind.CORRECTION


def _correction(told) -> dict:
    return {"@type": "CorrectionComment", "text": told.text, "datePublished": instant(told.made_at)}


def _translations(release, others) -> dict:
    """The first language stands for the work, the others are its translations: both sides say the same."""
    versions = sorted([release, *others], key=lambda text: ("fi", "sv", "en").index(text.language))
    if release == versions[0]:
        return {"workTranslation": [_reference(text) for text in versions[1:]]}
    return {"translationOfWork": _reference(versions[0])}
