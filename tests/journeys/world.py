"""One of every noun, a sentinel word in each of its texts, all in one state. The leak walk looks for the words."""

from dataclasses import dataclass, field

from django.db import models

from newsroom.models import StoredFile
from tests import factories

TEXTS = (models.CharField, models.TextField)


@dataclass
class World:
    """`words` maps 'model.field' to its sentinel; `slugs` and `files` are what an address could name."""

    name: str
    words: dict[str, str] = field(default_factory=dict)
    slugs: set[str] = field(default_factory=set)
    files: list[StoredFile] = field(default_factory=list)
    releases: list = field(default_factory=list)
    things: list = field(default_factory=list)

    def word(self, key: str) -> str:
        sentinel = f"zq{self.name}{key}".replace("_", "").replace(".", "").lower()
        self.words[key] = sentinel
        return sentinel

    def slug(self, key: str) -> str:
        slug = f"{self.name}-{key}"
        self.slugs.add(slug)
        return slug

    def named(self, model: str, *fields: str) -> dict[str, str]:
        return {
            f"{name}_{language}": self.word(f"{model}.{name}_{language}")
            for name in fields
            for language in ("fi", "sv", "en")
        }

    def owns(self, word: str) -> bool:
        return word in self.words.values()


def make(name: str, **state) -> World:
    """A world in a state such as `embargoed=True`."""
    world = World(name)
    theme = factories.ThemeFactory(**world.named("theme", "name", "description"), slug=world.slug("theme"))
    person = _person(world, is_listed=bool(state.get("published")))
    event = _event(world, theme, state)
    version = _programme_and_document(world, theme, state)
    _releases(world, theme, person, event, version, state)
    return world


def _image(world, key):
    image = factories.ImageFactory(
        **world.named(key, "alt", "caption"),
        credit=world.word(f"{key}.credit"),
        licence="press",
        file_name=world.word(f"{key}.file") + ".png",
    )
    world.files.append(image.stored_file)
    return image


def _pdf(world, key):
    stored = factories.PdfFactory(words=world.word(f"{key}.content"), name=world.word(f"{key}.name") + ".pdf")
    assert world.words[f"{key}.content"].encode() in stored.path.read_bytes()
    world.files.append(stored)
    return stored


def _person(world, is_listed):
    person = factories.SpokespersonFactory(
        given_name=world.word("person.given_name"),
        family_name=world.word("person.family_name"),
        slug=world.slug("person"),
        email=world.word("person.email") + "@jokikunnat.example",
        title=world.word("person.title"),
        photo=_image(world, "portrait"),
        listed=is_listed,
    )
    world.things.append(person)
    return person


def _event(world, theme, state):
    venue = factories.VenueFactory(
        **world.named("venue", "name", "city", "access_info"), street=world.word("venue.street")
    )
    event = factories.EventFactory(
        **world.named("event", "title", "summary", "situation_note"),
        **{name: f"<p>{word}</p>" for name, word in world.named("event", "body").items()},
        slug=world.slug("event"),
        venue=venue,
        situation="rescheduled",
        registration_url=f"https://{world.word('event.registration')}.example/",
        themes=[theme],
        image=_image(world, "eventimage"),
        **state,
    )
    world.things.append(event)
    return event


def _programme_and_document(world, theme, state):
    programme = factories.ProgrammeFactory(**world.named("programme", "title", "summary"), slug=world.slug("programme"))
    programme.themes.set([theme])
    period = factories.ProgrammePeriodFactory(programme=programme, **world.named("period", "summary"), **state)
    document = factories.DocumentFactory(**world.named("document", "title"), slug=world.slug("document"), period=period)
    world.things += [programme, period, document]
    return factories.DocumentVersionFactory(
        document=document,
        number=2,
        stored_file=_pdf(world, "document"),
        **world.named("version", "change_note"),
        **state,
    )


def _releases(world, theme, person, event, version, state):
    sender = factories.OrganisationFactory(**world.named("sender", "name"))
    family = factories.ReleaseFamilyFactory(
        themes=[theme],
        events=[event],
        documents=[version.document],
        organisations=[sender],
        image=_image(world, "image"),
        series=factories.ReleaseSeriesFactory(**world.named("series", "name", "description")),
    )
    for language in ("fi", "sv", "en"):
        words = {
            name: world.word(f"release.{name}_{language}") for name in ("headline", "lead", "body", "quote", "speaker")
        }
        said = factories.quote(words["speaker"], words["quote"], world.word(f"release.speakertitle_{language}"))
        said += factories.quote(person.name, world.word(f"release.personquote_{language}"))
        release = factories.ReleaseFactory(
            family=family,
            language=language,
            headline=words["headline"],
            slug=world.slug(f"release-{language}"),
            lead=words["lead"],
            body=f"<p>{words['body']}</p>{said}",
            contacts=[person],
            files=[_pdf(world, f"attachment_{language}")],
            **state,
        )
        release.attachments.update(label=world.word(f"release.label_{language}"))
        release.attachments.create(document_version=version, position=1)
        world.releases.append(release)
    world.things += world.releases
