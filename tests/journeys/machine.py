"""What the state machine believes: an oracle of a few lines for each text and file, and what each door may then say."""

import itertools
import re
from collections import namedtuple
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.utils.translation import override

from newsroom import doors
from tests import factories

LANGUAGES = ("fi", "sv", "en")
TOKEN = re.compile(r"zq\d+q")
COMMON_WORD = "Siltajuttu"
YEAR = "2027"
PUBLIC, SCHEDULED, WITHDRAWN, REMOVED = "public", "scheduled", "withdrawn", "removed"


@dataclass(eq=False)
class Paper:
    """A file: readers get it while a public text holds it, and once it has been struck never again."""

    uuid: str
    name: str
    width: int | None = None
    struck: str = ""

    def status(self, texts, now) -> int:
        holders = [text for text in texts if self in text.papers]
        if self.struck:
            return 410 if self.struck == "public" else 404
        if any(text.is_public(now) for text in holders):
            return 200
        return 410 if any(text.was_public(now) for text in holders) else 404


@dataclass(eq=False)
class Text:
    """Public = cleared and its moment has come. Everything below follows from what was last done to it."""

    pk: int
    family: int
    language: str
    slug: str
    words: dict[str, str]
    writer: str
    status: str = "draft"
    at: datetime | None = None
    clearer: str = ""
    awaits: bool = False
    reason: str = ""
    told: tuple[str, ...] = ()
    attached: dict[int, Paper] = field(default_factory=dict)
    picture: Paper | None = None
    successor: str = ""
    versions: dict[int, tuple] = field(default_factory=dict)
    old_slugs: set[str] = field(default_factory=set)
    proposals: dict[int, tuple] = field(default_factory=dict)

    def was_public(self, now) -> bool:
        return self.status in ("cleared", WITHDRAWN, REMOVED) and self.at is not None and self.at <= now

    def is_public(self, now) -> bool:
        return self.status == "cleared" and self.was_public(now)

    def is_readable(self, now) -> bool:
        return self.status != REMOVED and self.was_public(now)

    def stage(self, now) -> str:
        if self.status != "cleared":
            return self.status
        return PUBLIC if self.at <= now else SCHEDULED

    def before(self) -> str:
        """What it was before it was withdrawn or removed."""
        if self.status == REMOVED and self.reason:
            return WITHDRAWN
        return "cleared" if self.at else "draft"

    @property
    def content(self) -> tuple:
        files = tuple(paper.name for paper in self.attached.values())
        return (*self.words.values(), *self.told, *files, f"/{self.slug}/")

    @property
    def papers(self) -> list[Paper]:
        return [*self.attached.values(), *([self.picture] if self.picture else [])]

    @property
    def tokens(self) -> set[str]:
        """What may be read of it: of a withdrawn one its words and the reason, but no file or picture."""
        names = [] if self.status == WITHDRAWN else [paper.name for paper in self.papers]
        return set(TOKEN.findall(" ".join((*self.words.values(), *self.told, self.reason, *names))))

    def saved(self, now):
        """Each change that readers see gets the next number; what only waits for its moment is the first version."""
        if not self.was_public(now):
            self.versions = {1: self.content} if self.status == "cleared" else {}
        elif self.is_public(now) and self.versions.get(max(self.versions, default=0)) != self.content:
            self.versions[max(self.versions, default=0) + 1] = self.content


Answer = namedtuple("Answer", "status headers body")
Expected = namedtuple("Expected", "status required allowed location", defaults=[set(), set(), ""])
HIDDEN = Expected(404)
GONE = Expected(410)


@dataclass(frozen=True)
class Asked:
    """A door of this moment: its address, the language of its answer, and what it must and may say."""

    address: str
    language: str
    expected: Expected
    texts: tuple = ()


def ask(address: str) -> Answer:
    """What the whole site, middleware included, says to somebody whom it does not know."""
    response = _site().get_response(RequestFactory().get(address, HTTP_HOST="localhost"))
    body = response.getvalue()
    response.close()
    return Answer(response.status_code, dict(response.headers), body)


@cache
def _site():
    return WSGIHandler()


@cache
def routes() -> list[tuple]:
    """(language, name, pattern) of every public address; those without a language once."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            for route in doors.routes():
                if route.is_door:
                    found.setdefault(route.pattern, (language, route.name, route.pattern))
    return list(found.values())


def check(asked: Asked, never: dict[str, Answer]):
    """Raises AssertionError with the address if a door says too much, too little, or anything of the hidden."""
    answer, expected = ask(asked.address), asked.expected
    assert answer.status == expected.status, f"{asked.address}: {answer.status}, expected {expected.status}"
    if expected.status == 404:
        assert answer == never[asked.language], f"{asked.address} differs from what never existed"
    if expected.location:
        assert answer.headers["Location"] == expected.location, asked.address
    said = f"{answer.headers}\n{answer.body.decode('latin-1')}"
    found = set(TOKEN.findall(said))
    assert found <= expected.allowed, f"{asked.address} says {found - expected.allowed}"
    assert expected.required <= found, f"{asked.address} does not say {expected.required - found}"


class Doors:
    """Every door of the machine's small world, with what the oracle expects there now."""

    def __init__(self, world):
        self.world = world

    def all(self) -> list[Asked]:
        return [
            asked for language, name, pattern in routes() for asked in self._of(name.replace(":", "_"), language, pattern)
        ]

    def _of(self, name, language, pattern):
        method = getattr(self, name, None)
        assert method, f"teach tests/journeys/machine.py what a release tells at {pattern}"
        for filled, expected, *texts in method(language):
            address = "/" + re.sub(r"<(\w+)>", lambda match: str(filled[match[1]]), pattern)
            yield Asked(address + filled.get("query", ""), language, expected, tuple(texts))

    def _public(self, language=None) -> list[Text]:
        return [
            text
            for text in self.world.texts
            if text.is_public(self.world.now) and language in (None, text.language)
        ]

    def _list(self, language, texts=None, **filled):
        """A page that is always there and names each public text of its language by its headline."""
        texts = self._public(language) if texts is None else texts
        required = {text.words["headline"] for text in texts}
        allowed = {token for text in texts for token in text.tokens}
        yield filled, Expected(200, required, allowed)

    def home(self, language):
        yield from self._list(language)

    releases_list = releases_feed = home

    def search(self, language):
        yield from self._list(language, query=f"?q={COMMON_WORD}")

    def theme(self, language):
        found = self._list(language, slug=self.world.theme.slug)
        yield from found if self._public() else [({"slug": self.world.theme.slug}, HIDDEN)]

    theme_feed = theme

    def releases_year(self, language):
        """The year is the one of the moment, and none without a release has a page."""
        years = {str(2026 + number) for number in range(3)}
        for year in years:
            texts = [text for text in self._public(language) if str(self.world.local(text.at).year) == year]
            yield from self._list(language, texts, year=year) if texts else [({"year": year}, HIDDEN)]

    releases_year_feed = releases_year

    def releases_detail(self, language):
        for text in self.world.texts:
            if text.language == language:
                yield {"slug": text.slug}, self._own(text), text
        for slug, expected, *texts in self._unused_slugs(language):
            yield {"slug": slug}, expected, *texts

    def _own(self, text) -> Expected:
        now = self.world.now
        if text.is_readable(now):
            others = [other for other in self._public(text.language) if other.family != text.family]
            allowed = text.tokens | {token for other in others for token in other.tokens}
            required = {*text.words.values(), *text.told}
            if text.status == WITHDRAWN:
                required.add(text.reason)
            return Expected(200, required, allowed)
        return self._over(text)

    def _over(self, text, is_own_page=True) -> Expected:
        if not text.was_public(self.world.now):
            return HIDDEN
        return Expected(301, location=text.successor) if text.successor and is_own_page else GONE

    def _unused_slugs(self, language, end=""):
        """Addresses that once led to a text lead on while it can be read; all others of the pool never existed."""
        texts = [text for text in self.world.texts if text.language == language]
        for slug in self.world.slugs - {text.slug for text in texts}:
            owner = next((text for text in texts if slug in text.old_slugs), None)
            if owner and owner.is_readable(self.world.now):
                yield slug, Expected(301, location=self.world.address(owner) + end), owner
            else:
                yield slug, HIDDEN

    def releases_version(self, language, end=""):
        for text in self.world.texts:
            if text.language == language:
                for number in range(1, max(text.versions, default=1) + 2):
                    yield {"slug": text.slug, "number": number}, self._version(text, number), text
        for slug, expected, *texts in self._unused_slugs(language, f"v1/{end}"):
            yield {"slug": slug, "number": 1}, expected, *texts

    def releases_version_text(self, language):
        yield from self.releases_version(language, "release.txt")

    def _version(self, text, number) -> Expected:
        if not text.is_readable(self.world.now):
            return self._over(text, is_own_page=False)
        if number not in text.versions:
            return HIDDEN
        frozen = text.versions[number]
        allowed = {*TOKEN.findall(" ".join(frozen)), text.words["headline"], text.reason}
        return Expected(200, set(frozen[:3]), allowed)

    def file(self, language):
        for paper in self.world.papers:
            yield {"uuid": paper.uuid, "name": paper.name}, self._paper(paper), *self._holders(paper)
            yield {"uuid": paper.uuid, "name": "other.pdf"}, self._by_other_name(paper), *self._holders(paper)

    def _holders(self, paper):
        return [text for text in self.world.texts if paper in text.papers]

    def _paper(self, paper) -> Expected:
        status = paper.status(self.world.texts, self.world.now)
        return Expected(status, set(), set(TOKEN.findall(paper.name)) if status == 200 else set())

    def _by_other_name(self, paper) -> Expected:
        """A file that is there has one address; what is gone is gone under every name."""
        status = paper.status(self.world.texts, self.world.now)
        return HIDDEN if status == 200 else Expected(status)

    def rendition(self, language):
        for paper in self.world.papers:
            if paper.width:
                filled = {"uuid": paper.uuid, "width": paper.width}
                yield filled, self._paper(paper), *self._holders(paper)

    def people_list(self, language):
        yield {}, Expected(200)

    def people_detail(self, language):
        """A quote stands in its own language, and in others while the family has no public text in them."""
        texts = self._public()
        required = {text.words["body"] for text in texts if text.language == language}
        allowed = {token for text in texts for token in text.tokens}
        yield {"slug": self.world.person.slug}, Expected(200, required, allowed)

    def _of_first_family(self, language, **filled):
        texts = [text for text in self._public(language) if text.family == self.world.families[0].pk]
        yield from self._list(language, texts, **filled)

    def events_list(self, language):
        yield {}, Expected(200)

    def events_detail(self, language):
        yield from self._of_first_family(language, slug=self.world.event.slug)

    programmes_list = programmes_documents = events_list

    def programmes_detail(self, language):
        yield from self._of_first_family(language, slug=self.world.period.programme.slug)

    def programmes_period(self, language):
        period = self.world.period
        years = {"first": period.start_date.year, "last": period.end_date.year}
        yield from self._of_first_family(language, slug=period.programme.slug, **years)

    def programmes_document(self, language):
        yield from self._of_first_family(language, slug=self.world.document.slug)

    def programmes_document_file(self, language):
        filled = {"slug": self.world.document.slug, "language": "fi", "extension": "pdf"}
        yield filled, Expected(302)


class Neighbourhood:
    """What stands around the texts and is public all the time; made once for all examples."""

    def __init__(self):
        self.numbers = itertools.count(1)
        self.house = factories.OrganisationFactory(
            is_house=True, press_phone="+358500000100", accessible_formats_email="viestinta@jokikunnat.example"
        )
        self.users = {
            "writer": factories.UserFactory(writer=True),
            "editor": factories.UserFactory(editor=True),
            "colleague": factories.UserFactory(editor=True),
            "administrator": factories.UserFactory(administrator=True),
        }
        self.person = factories.SpokespersonFactory(slug="aino")
        self.theme = factories.ThemeFactory(slug="sillat")
        long_ago = {"status": "cleared", "publish_at": factories.helsinki(2020, 1, 1)}
        self.event = factories.EventFactory(slug="sillan-avajaiset", **long_ago)
        self.period = factories.ProgrammePeriodFactory(**long_ago)
        self.document = factories.DocumentFactory(slug="siltaohjelma", period=self.period)
        factories.DocumentVersionFactory(document=self.document, **long_ago)
        self.image = factories.ImageFactory(file_name=f"{self.token()}.png")
        about = {"themes": [self.theme], "organisations": [self.house]}
        self.families = [
            factories.ReleaseFamilyFactory(
                **about, documents=[self.document], events=[self.event], image=self.image
            ),
            factories.ReleaseFamilyFactory(**about),
        ]

    def token(self) -> str:
        return f"zq{next(self.numbers)}q"
