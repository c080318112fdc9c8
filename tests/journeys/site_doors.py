"""Every door of the state machine's small site, found from the URL configuration, and what the oracle expects there."""

import re
from collections import namedtuple
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import product

from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.utils.translation import override

from newsroom import doors
from tests import factories
from tests.journeys.oracle import TOKEN, WITHDRAWN, Text

LANGUAGES = ("fi", "sv", "en")
FORMATS = ("rss", "atom", "json")
COMMON_WORD = "Siltajuttu"


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
    assert found <= expected.allowed, f"{asked.address} says {_around(said, found - expected.allowed)}"
    assert expected.required <= found, f"{asked.address} does not say {expected.required - found}"


def _around(said, tokens) -> dict[str, str]:
    return {token: said[max(said.index(token) - 150, 0) : said.index(token) + 60] for token in tokens}


class SiteDoors:
    """Every door of the machine's small world, with what the oracle expects there now."""

    def __init__(self, world):
        self.world = world

    def all(self) -> list[Asked]:
        return [
            asked
            for language, name, pattern in routes()
            for asked in self._of(name.replace(":", "_"), language, pattern)
        ]

    def _of(self, name, language, pattern):
        method = getattr(self, name, None)
        assert method, f"teach tests/journeys/machine.py what a release tells at {pattern}"
        for filled, expected, *texts in method(language):
            yield Asked(_filled(pattern, filled), language, expected, tuple(texts))

    def _public(self, language=None) -> list[Text]:
        return [
            text for text in self.world.texts if text.is_public(self.world.now) and language in (None, text.language)
        ]

    def _list(self, language, texts=None, **filled):
        """A page that is always there and names each public text of its language by its headline."""
        texts = self._public(language) if texts is None else texts
        required = {text.words["headline"] for text in texts}
        allowed = {token for text in texts for token in text.tokens}
        yield filled, Expected(200, required, allowed)

    def home(self, language):
        yield from self._list(language)

    releases_list = home

    def releases_feed(self, language):
        yield from _in_each_format(self.home(language))

    home_feed = releases_feed

    def feeds(self, language):
        """Names the newest of some lists only."""
        allowed = {token for text in self._public(language) for token in text.tokens}
        yield {}, Expected(200, set(), allowed)

    def search(self, language):
        yield from self._list(language, query=f"?q={COMMON_WORD}")

    search_suggestions = search

    def search_feed(self, language):
        yield from _in_each_format(self.search(language))

    def sitemap(self, _language):
        for section in ("pages", "people", "events", "programmes", "documents"):
            yield {"section": section}, Expected(200)
        yield {"section": "themes"}, Expected(200) if self._public() else HIDDEN
        moments = [self.world.now, *(text.at for text in self.world.texts if text.at)]
        for language, year in product(LANGUAGES, sorted({_local(moment).year for moment in moments})):
            texts = [text for text in self._public(language) if _local(text.at).year == year]
            allowed = {token for text in texts for token in text.tokens}
            yield {"section": f"releases-{language}-{year}"}, Expected(200, set(), allowed) if texts else HIDDEN

    def sitemap_news(self, _language):
        fresh = [text for text in self._public() if text.at >= self.world.now - timedelta(days=2)]
        yield from self._list(None, fresh)

    def theme(self, language):
        found = self._list(language, slug=self.world.theme.slug)
        yield from found if self._public() else [({"slug": self.world.theme.slug}, HIDDEN)]

    def theme_feed(self, language):
        yield from _in_each_format(self.theme(language))

    def releases_year(self, language):
        """The year is the one of the moment, and none without a release has a page."""
        moments = [self.world.now, *(text.at for text in self.world.texts if text.at)]
        for year in sorted({str(_local(moment).year) for moment in moments}):
            texts = [text for text in self._public(language) if str(_local(text.at).year) == year]
            yield from self._list(language, texts, year=year) if texts else [({"year": year}, HIDDEN)]

    def releases_year_feed(self, language):
        yield from _in_each_format(self.releases_year(language))

    def releases_detail(self, language):
        for text in self.world.texts:
            if text.language == language:
                yield {"slug": text.slug}, self._own(text), text
        for slug, expected, *texts in self._left_slugs(language):
            yield {"slug": slug}, expected, *texts

    def releases_card(self, language):
        for text in self.world.texts:
            if text.language == language:
                is_public = text.is_public(self.world.now)
                yield {"slug": text.slug}, Expected(200) if is_public else self._over(text, is_own_page=False), text
        for slug, expected, *texts in self._left_slugs(language, "card.jpg"):
            yield {"slug": slug}, expected, *texts

    def _own(self, text) -> Expected:
        now = self.world.now
        if text.is_readable(now):
            others = [other for other in self._public(text.language) if other.family != text.family]
            siblings = {each.words["headline"] for each in self._public() if each.family == text.family}
            allowed = text.tokens | siblings | {token for other in others for token in other.tokens}
            required = {*text.words.values(), *text.told, *siblings}
            if text.status == WITHDRAWN:
                required.add(text.reason)
            return Expected(200, required, allowed)
        return self._over(text)

    def _over(self, text, is_own_page=True) -> Expected:
        if not text.was_public(self.world.now):
            return HIDDEN
        return Expected(301, location=text.successor) if text.successor and is_own_page else GONE

    def _left_slugs(self, language, end=""):
        """What readers knew leads on while the text can be read; a slug that was only ever hidden never existed."""
        texts = [text for text in self.world.texts if text.language == language]
        left = {slug for text in texts for slug in text.left_slugs} - {text.slug for text in texts}
        for slug in sorted(left):
            owner = next((text for text in texts if slug in text.old_slugs), None)
            if owner and owner.is_readable(self.world.now):
                yield slug, Expected(301, location=address_of(owner) + end), owner
            else:
                yield slug, HIDDEN

    def releases_version(self, language, end=""):
        for text in self.world.texts:
            if text.language == language:
                for number in range(1, max(text.versions, default=1) + 2):
                    yield {"slug": text.slug, "number": number}, self._version(text, number), text
        for slug, expected, *texts in self._left_slugs(language, f"v1/{end}"):
            yield {"slug": slug, "number": 1}, expected, *texts

    def releases_version_text(self, language):
        yield from self.releases_version(language, "release.txt")

    def releases_text(self, language):
        """What is public now, under its own words; a withdrawn text is no more to be had this way."""
        for text in self.world.texts:
            if text.language == language:
                words = {*text.words.values(), *text.told}
                is_open = text.is_public(self.world.now)
                expected = Expected(200, words, text.tokens) if is_open else self._over(text, is_own_page=False)
                yield {"slug": text.slug}, expected, text
        for slug, expected, *texts in self._left_slugs(language, "release.txt"):
            yield {"slug": slug}, expected, *texts

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

    def _holders(self, paper):
        return [text for text in self.world.texts if paper in text.papers]

    def _paper(self, paper) -> Expected:
        status = paper.status(self.world.texts, self.world.now)
        return Expected(status, set(), set(TOKEN.findall(paper.name)) if status == 200 else set())

    def rendition(self, language):
        for paper in self.world.papers:
            if paper.width:
                for picture_format in ("avif", "jpg"):
                    filled = {"uuid": paper.uuid, "shape": paper.width, "picture_format": picture_format}
                    yield filled, self._paper(paper), *self._holders(paper)

    def press_picture(self, language):
        for paper in self.world.papers:
            if paper.width:
                filled = {"uuid": paper.uuid, "language": "sv"}
                yield filled, self._paper(paper), *self._holders(paper)

    def people_list(self, language):
        yield {}, Expected(200)

    def people_detail(self, language):
        """A quote stands in its own language, and in others while the family has no public text in them."""
        texts = self._public()
        required = {text.words["body"] for text in texts if text.language == language}
        allowed = {token for text in texts for token in text.tokens}
        yield {"slug": self.world.person.slug}, Expected(200, required, allowed)

    def people_card(self, language):
        yield {"slug": self.world.person.slug}, Expected(200)

    def people_feed(self, language):
        yield from _in_each_format(self._list(language, slug=self.world.person.slug))

    def _of_first_family(self, language, **filled):
        texts = [text for text in self._public(language) if text.family == self.world.families[0].pk]
        yield from self._list(language, texts, **filled)

    def events_list(self, language):
        yield {}, Expected(200)

    def events_detail(self, language):
        yield from self._of_first_family(language, slug=self.world.event.slug)

    def events_card(self, language):
        yield {"slug": self.world.event.slug}, Expected(200)

    programmes_list = programmes_documents = events_list

    def events_feed(self, language):
        yield from _in_each_format(self.events_list(language))

    programmes_feed = programmes_documents_feed = events_feed

    def programmes_detail(self, language):
        yield from self._of_first_family(language, slug=self.world.period.programme.slug)

    def programmes_period(self, language):
        period = self.world.period
        years = {"first": period.start_date.year, "last": period.end_date.year}
        yield from self._of_first_family(language, slug=period.programme.slug, **years)

    def programmes_period_card(self, language):
        period = self.world.period
        years = {"first": period.start_date.year, "last": period.end_date.year}
        yield {"slug": period.programme.slug, **years}, Expected(200)

    def programmes_programme_feed(self, language):
        yield from _in_each_format(self.programmes_detail(language))

    def programmes_period_feed(self, language):
        yield from _in_each_format(self.programmes_period(language))

    def programmes_document(self, language):
        yield from self._of_first_family(language, slug=self.world.document.slug)

    def programmes_document_file(self, language):
        filled = {"slug": self.world.document.slug, "language": "fi", "extension": "pdf"}
        yield filled, Expected(302)


def _in_each_format(asked):
    for filled, *expected in asked:
        for form in FORMATS:
            yield {**filled, "form": form}, *expected


def _filled(pattern, values) -> str:
    return "/" + re.sub(r"<(\w+)>", lambda match: str(values[match[1]]), pattern) + values.get("query", "")


def address_of(text) -> str:
    words = {"fi": "tiedotteet", "sv": "pressmeddelanden", "en": "releases"}
    return f"/{text.language}/{words[text.language]}/{text.slug}/"


def _local(moment):
    return moment.astimezone(factories.HELSINKI)
