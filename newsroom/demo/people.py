"""Spokespeople with their portraits, titles and numbers."""

from newsroom import history
from newsroom.demo.almanac import Almanac
from newsroom.demo.content import columns, read
from newsroom.demo.house import keep_picture
from newsroom.demo.portraits import portrait
from newsroom.demo.rows import NOTE, Ledger, identity
from newsroom.models import Image
from people.models import Phone, Spokesperson, Title


def load_people(ledger: Ledger, almanac: Almanac) -> None:
    content = read("people")
    for person in content["person"]:
        if ledger.lacks("person", person["key"]):
            load_person(person, keep_portrait(person, content["portraits_by"]), almanac)
            ledger.note("spokespeople")


def keep_portrait(person: dict, credit: str) -> Image:
    return keep_picture(person["key"], portrait(person["portrait"]), credit=credit, **columns("alt", person["alt"]))


def load_person(person: dict, photo: Image, almanac: Almanac) -> None:
    leaves_in = person.get("leaves_in_days")
    with history.change(by=None, note=NOTE):
        row = Spokesperson.objects.create(
            uuid=identity("person", person["key"]),
            slug=person["key"],
            given_name=person["given_name"],
            family_name=person["family_name"],
            main_language=person["main_language"],
            email=person["email"],
            languages=person["languages"],
            photo=photo,
            listed=True,
            leaves_on=almanac.day(leaves_in) if leaves_in else None,
        )
        for title in person["titles"]:
            add_title(row, title, almanac)
        add_phones(row, person["phones"])


def add_title(row: Spokesperson, title: dict, almanac: Almanac) -> None:
    until = title.get("until_days")
    Title.objects.create(
        spokesperson=row,
        valid_from=almanac.day(title["from_days"]),
        valid_until=almanac.day(until) if until else None,
        **columns("text", title),
    )


def add_phones(row: Spokesperson, phones: list[dict]) -> None:
    for position, phone in enumerate(phones):
        Phone.objects.create(
            spokesperson=row,
            number=phone["e164"],
            printed=phone["printed"],
            position=position,
            **columns("label", phone["label"]),
        )


def people(keys: list[str]) -> list[Spokesperson]:
    """In the order of the keys."""
    wanted = {identity("person", key): position for position, key in enumerate(keys)}
    found = Spokesperson.objects.filter(uuid__in=wanted).prefetch_related("titles")
    return sorted(found, key=lambda person: wanted[person.uuid])
