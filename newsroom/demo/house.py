"""The association itself, its themes and its pictures."""

from django.core.files.base import ContentFile

from newsroom import accessibility, history
from newsroom.demo import pictures, portraits
from newsroom.demo.almanac import Almanac
from newsroom.demo.content import columns, read
from newsroom.demo.rows import NOTE, Ledger, identity
from newsroom.files import StoredFile
from newsroom.models import AccessibilityStatement, Image, InaccessiblePart, Organisation, Theme

NAMES = ["name", "short_name", "tagline", "about", "press_hours", "terms", "privacy_notes"]
FACTS = [
    "website",
    "street_address",
    "press_phone",
    "press_email",
    "duty_phone",
    "privacy_email",
    "accessible_formats_email",
    "brand_colour",
    "signal_colour",
    "genitive_fi",
]


def load_house(ledger: Ledger) -> None:
    house = read("organisation")["house"]
    if not ledger.lacks("organisation", house["slug"]):
        return
    drawn = portraits.logo("#ffffff", house["brand_colour"])
    logo = StoredFile.objects.store(ContentFile(drawn, name=f"{house['slug']}.png"))
    fields = {fact: house[fact] for fact in FACTS}
    for name in NAMES:
        fields |= columns(name, house[name])
    with history.change(by=None, note=NOTE):
        Organisation.objects.create(uuid=identity("organisation", house["slug"]), is_house=True, logo=logo, **fields)
    ledger.note("organisations")


def load_statement(ledger: Ledger, almanac: Almanac) -> None:
    """The house's accessibility statement, made and reviewed some months before the demo is loaded."""
    content = read("accessibility")
    house = Organisation.objects.house()
    if not ledger.lacks("statement", content["key"]):
        return
    with history.change(by=None, note=NOTE):
        statement = AccessibilityStatement.objects.create(
            uuid=identity("statement", content["key"]),
            organisation=house,
            conformance=content["conformance"],
            assessor=content["assessor"],
            assessed_on=almanac.day(-content["assessed_days_ago"]),
            published_on=almanac.day(-content["published_days_ago"]),
            reviewed_on=almanac.day(-content["reviewed_days_ago"]),
            feedback_email=house.accessible_formats_email,
            feedback_phone=house.press_phone,
            **columns("method", content["method"]),
            **accessibility.supervisor(),
        )
        _load_parts(statement, content["part"], almanac)
    ledger.note("accessibility statements")


def _load_parts(statement, parts, almanac):
    for position, part in enumerate(parts):
        InaccessiblePart.objects.create(
            statement=statement,
            position=position,
            reason=part["reason"],
            mended_by=almanac.day(part["mended_in_days"]) if "mended_in_days" in part else None,
            **columns("what", part["what"]),
            **columns("explanation", part["explanation"]),
        )


def load_themes(ledger: Ledger) -> None:
    for theme in read("organisation")["theme"]:
        if ledger.lacks("theme", theme["key"]):
            with history.change(by=None, note=NOTE):
                Theme.objects.create(
                    uuid=identity("theme", theme["key"]),
                    slug=theme["key"],
                    hue=theme["hue"],
                    **columns("name", theme["name"]),
                    **columns("description", theme["description"]),
                )
            ledger.note("themes")


def themes(keys: list[str]) -> list[Theme]:
    return list(Theme.objects.filter(uuid__in=[identity("theme", key) for key in keys]))


def load_pictures(ledger: Ledger, almanac: Almanac) -> None:
    for picture in read("pictures")["picture"]:
        if ledger.lacks("picture", picture["key"]):
            keep_picture(
                picture["key"],
                pictures.picture(picture["key"]),
                credit=picture["credit"],
                **columns("alt", picture["alt"]),
                **columns("caption", picture["caption"]),
                **rights(picture, almanac),
            )
            ledger.note("pictures")


def rights(picture: dict, almanac: Almanac) -> dict:
    days = picture.get("shown_for_days")
    return {
        "licence": picture["licence"],
        "in_media_bank": picture.get("in_media_bank", False),
        "consent_note": picture.get("consent_note", ""),
        "show_until": almanac.day(days) if days else None,
        **dict(zip(("focal_x", "focal_y"), picture["focus"], strict=True)),
    }


def keep_picture(key: str, drawn: bytes, **fields) -> Image:
    with history.change(by=None, note=NOTE):
        return Image.objects.keep(ContentFile(drawn, name=f"{key}.jpg"), uuid=identity("picture", key), **fields)


def picture(key: str | None) -> Image | None:
    return Image.objects.filter(uuid=identity("picture", key)).first() if key else None
