"""The association itself, its themes and its pictures."""

from django.core.files.base import ContentFile

from newsroom import history
from newsroom.demo import pictures, portraits
from newsroom.demo.content import columns, read
from newsroom.demo.rows import NOTE, Ledger, identity
from newsroom.files import StoredFile
from newsroom.models import Image, Organisation, Theme

NAMES = ["name", "short_name", "tagline", "about", "press_hours"]
FACTS = [
    "website",
    "street_address",
    "press_phone",
    "press_email",
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


def load_pictures(ledger: Ledger) -> None:
    for picture in read("pictures")["picture"]:
        if ledger.lacks("picture", picture["key"]):
            keep_picture(
                picture["key"],
                pictures.picture(picture["key"]),
                credit=picture["credit"],
                **columns("alt", picture["alt"]),
                **columns("caption", picture["caption"]),
            )
            ledger.note("pictures")


def keep_picture(key: str, drawn: bytes, **texts: str) -> Image:
    with history.change(by=None, note=NOTE):
        return Image.objects.keep(ContentFile(drawn, name=f"{key}.jpg"), uuid=identity("picture", key), **texts)


def picture(key: str | None) -> Image | None:
    return Image.objects.filter(uuid=identity("picture", key)).first() if key else None
