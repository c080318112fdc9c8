"""The writers of the three formats, without a database; and every feed of the site against their rules."""

import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime

import feedparser
import pytest
from django.urls import resolve
from django.utils.translation import override

from newsroom import doors, richtext
from newsroom.feeds import FORMATS, TYPES, Attached, Category, Entry, Feed, Picture, write
from newsroom.feeds.parts import BEFORE_EVERYTHING
from tests.factories import OrganisationFactory
from tests.journeys import world as worlds
from tests.journeys.test_leak_walk import addresses, questions
from tests.newsroom.feed_rules import broken

HOSTILE = {
    "the end of a CDATA section": "]]>",
    "markup": '</title><script>alert("1")</script>',
    "entities": "&amp; &nbsp; &#0; &bogus;",
    "controls": "a\x00b\x0bc\x1bd\ufffee\uffff",
    "a lone surrogate": "a\ud800b",
    "an emoji of many parts": "👩🏽‍🚒 🇫🇮",
    "right to left": "שלום \u202egnp.exe",
    "a soft hyphen": "Vesistö\u00adohjelma",
    "a line separator": "a\u2028b\u2029c",
    "quotes": "\"'<>`",
    "JSON": '{"a": [1, "\\u0000"]}',
}


def a_feed(text="Otsikko", html="<p>Teksti.</p>") -> Feed:
    """One entry with one of everything, each text the same."""
    entry = Entry(
        uuid=uuid.UUID(int=2),
        title=text,
        address="https://uutiset.example/fi/tiedotteet/otsikko/",
        language="fi",
        published_at=datetime(2026, 3, 1, 7, tzinfo=UTC),
        updated_at=datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
        summary=text,
        html=html,
        authors=(text,),
        categories=(Category("joet", text, "https://uutiset.example/fi/teemat/joet/"),),
        pictures=(Picture("https://uutiset.example/files/1/a.png", "image/png", 99, 400, 300, text, text, text),),
        attachments=(Attached("https://uutiset.example/files/2/a.pdf", "application/pdf", 1234, text),),
        facts={"about": "https://uutiset.example/fi/syotteet/", "quotes": [{"speaker": text, "text": text}]},
    )
    return Feed(
        uuid=uuid.UUID(int=1),
        title=text,
        address="https://uutiset.example/fi/tiedotteet/",
        addresses={form: f"https://uutiset.example/fi/tiedotteet/feed.{form}" for form in FORMATS},
        language="fi",
        author=text,
        entries=(entry,),
        description=text,
        icon="https://uutiset.example/files/3/logo.png",
    )


def written(feed, form) -> bytes:
    content = write(feed, form)
    assert broken(content, f"{TYPES[form]}; charset=utf-8") == []
    return content


def parsed(content):
    feed = feedparser.parse(content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_breaks_a_feed(form, text):
    content = written(a_feed(text, richtext.clean_for_feed(f"<p>{text}</p>", "https://uutiset.example/")), form)

    if form == "json":
        assert json.loads(content)["items"][0]["title"] == json.loads(content)["title"]
    else:
        assert len(parsed(content).entries) == 1


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_title_with_markup_in_it_is_text(form):
    content = written(a_feed("Vesi\u00adohjelma <b> & ]]>"), form).decode()

    assert "<title>Vesiohjelma &lt;b&gt; &amp; ]]&gt;</title>" in content


def test_rss_says_everything_that_it_can():
    content = written(a_feed(), "rss").decode()

    for piece in (
        "<channel><language>fi</language>",
        '<atom:link href="https://uutiset.example/fi/tiedotteet/feed.rss" rel="self" type="application/rss+xml"/>',
        "<lastBuildDate>Mon, 02 Mar 2026 08:30:00 +0000</lastBuildDate>",
        '<guid isPermaLink="false">urn:uuid:00000000-0000-0000-0000-000000000002</guid>',
        "<pubDate>Sun, 01 Mar 2026 07:00:00 +0000</pubDate>",
        "<content:encoded>&lt;p&gt;Teksti.&lt;/p&gt;</content:encoded>",
        "<dc:creator>Otsikko</dc:creator>",
        '<category domain="https://uutiset.example/fi/teemat/joet/">Otsikko</category>',
        '<enclosure length="1234" type="application/pdf" url="https://uutiset.example/files/2/a.pdf"/>',
        '<media:content fileSize="99" height="300" medium="image" type="image/png" '
        'url="https://uutiset.example/files/1/a.png" width="400"><media:description type="plain">Otsikko</media:description>'
        '<media:credit role="photographer">Otsikko</media:credit></media:content>',
        "<atom:updated>2026-03-02T08:30:00+00:00</atom:updated>",
    ):
        assert piece in content


def test_the_enclosure_of_rss_is_the_picture_when_there_is_no_file():
    feed = a_feed()
    without_files = replace(feed, entries=(replace(feed.entries[0], attachments=()),))

    [entry] = parsed(written(without_files, "rss")).entries

    assert [(each.href, each.type, each.length) for each in entry.enclosures] == [
        ("https://uutiset.example/files/1/a.png", "image/png", "99")
    ]


def test_atom_has_every_file_and_picture():
    feed = parsed(written(a_feed(), "atom"))

    assert feed.version == "atom10"
    assert feed.feed.id == "urn:uuid:00000000-0000-0000-0000-000000000001"
    [entry] = feed.entries
    assert [(each.href, each.length) for each in entry.enclosures] == [
        ("https://uutiset.example/files/2/a.pdf", "1234"),
        ("https://uutiset.example/files/1/a.png", "99"),
    ]
    assert [(tag.term, tag.scheme, tag.label) for tag in entry.tags] == [
        ("joet", "https://uutiset.example/fi/teemat/joet/", "Otsikko")
    ]
    assert (entry.published, entry.updated) == ("2026-03-01T07:00:00+00:00", "2026-03-02T08:30:00+00:00")
    assert entry.content[0].language == "fi"
    assert entry.content[0].value == "<p>Teksti.</p>"


def test_json_feed_says_the_same():
    feed = json.loads(written(a_feed(), "json"))

    assert feed["authors"] == [{"name": "Otsikko"}]
    assert "expired" not in feed
    [item] = feed["items"]
    assert item["image"] == "https://uutiset.example/files/1/a.png"
    assert item["attachments"] == [
        {
            "url": "https://uutiset.example/files/2/a.pdf",
            "mime_type": "application/pdf",
            "title": "Otsikko",
            "size_in_bytes": 1234,
        }
    ]
    assert item["_newsroom"]["quotes"] == [{"speaker": "Otsikko", "text": "Otsikko"}]


@pytest.mark.parametrize("form", FORMATS)
def test_a_feed_without_entries_is_a_feed(form):
    empty = replace(a_feed(), entries=(), icon="", description="")

    assert empty.updated_at == BEFORE_EVERYTHING
    assert written(empty, form) == written(empty, form)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<p><a href="/fi/">Koti</a></p>', '<p><a href="https://a.example/fi/">Koti</a></p>'),
        ('<p><a href="#liite">Liite</a></p>', '<p><a href="https://a.example/fi/t/#liite">Liite</a></p>'),
        ('<p><a href="../x/">X</a></p>', '<p><a href="https://a.example/fi/x/">X</a></p>'),
        ('<p><a href="//b.example/">B</a></p>', '<p><a href="https://b.example/">B</a></p>'),
        ('<p><a href="mailto:a@b.example">A</a></p>', '<p><a href="mailto:a@b.example">A</a></p>'),
        ('<img src="/files/1/a.png" alt="A" onerror="x()">', '<img src="https://a.example/files/1/a.png" alt="A">'),
        ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
        ('<blockquote data-speaker="A" data-person="1"><p>a</p></blockquote>', "<blockquote><p>a</p></blockquote>"),
        ('<p style="color: red" onclick="x()">a</p>', "<p>a</p>"),
        ("a &lt; b <p>c</p>\n\n\n  <p>d</p>", "a &lt; b <p>c</p>\n<p>d</p>"),
        ("<!-- a --> ", ""),
    ],
)
def test_a_text_on_somebody_elses_page(html, wanted):
    assert richtext.clean_for_feed(html, "https://a.example/fi/t/") == wanted


def test_an_address_that_nobody_can_read_leads_to_the_page_itself():
    html = richtext.clean_for_feed('<p><a href="http://[x/">a</a></p>', "https://a.example/fi/t/")

    assert html in ('<p><a href="https://a.example/fi/t/">a</a></p>', "<p><a>a</a></p>")


def route_of(address) -> str:
    with override(address.split("/")[1]):
        return resolve(address.partition("?")[0]).view_name


@pytest.mark.django_db
def test_every_feed_of_the_site_keeps_the_rules(client, press_desk):
    """Found from the URL configuration, so that a new feed can't be forgotten."""
    OrganisationFactory()
    world = worlds.make("twin", published=True)
    routes = {route.name for route in doors.routes() if "form" in route.parameters}

    every = [*addresses([world]), *questions([world])]
    asked = {address: client.get(address) for address in every if "/feed." in address}
    there = {address: response for address, response in asked.items() if response.status_code == 200}

    faults = {address: broken(response.content, response["Content-Type"]) for address, response in there.items()}
    assert {address: found for address, found in faults.items() if found} == {}
    with_words = {route_of(address) for address, response in there.items() if b"zqtwin" in response.content}
    assert with_words == routes
    assert len(there) >= len(routes) * len(FORMATS) * 3
