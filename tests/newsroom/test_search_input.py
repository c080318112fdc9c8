"""Whatever is typed into search, it answers; whatever stands in its address and is not there, is not there."""

from unicodedata import normalize

import pytest

from newsroom.search import backends
from newsroom.search.question import MAX_WORDS, Question
from tests.factories import ReleaseFactory

pytestmark = pytest.mark.django_db

HOSTILE = [
    "a" * 10_000,
    "sana " * 2000,
    '"' * 500,
    "- " * 500,
    "\x00\x01\x1f\x7f",
    "silta\x00joki",
    "%_\\%",
    "*",
    "silt*",
    '"silta*"',
    "NEAR(silta joki)",
    "silta AND joki OR NOT tie",
    "tokens:silta",
    "{tokens}: silta",
    "-tokens : silta",
    "^silta",
    "silta + joki",
    "silta & joki | !tie <-> x",
    "silta:*",
    "silta:A",
    "'; DROP TABLE newsroom_searchtext; --",
    "'' OR 1=1",
    "$$silta$$",
    "\\'silta\\'",
    "({[<>]})",
    "%00%ff",
    "\u202esilta\u202c",
    "שלום עולם",
    "مرحبا",
    "s\u0307\u0323\u0301ilta",
    "🌊🌊🌊",
    "👩\u200d👩\u200d👧 silta",
    "\ud83d silta".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "𝒮𝒾𝓁𝓉𝒶",
    "ﬁ ß İ ǆ",
    "नमस्ते दुनिया",
    "橋 河川",
    "1e999 0x00 ٣٤ ²",
    "1½",
    "x½ ¼ ⅔",
    "a⑴ ﷺﷺ ㏂㏂ ⒈⒉",
    "_" * 50,
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% now %}",
]
ADDRESSES = ["/fi/haku/", "/sv/sok/", "/en/search/", "/fi/haku/ehdotukset/", "/en/releases/", "/en/releases/feed.rss"]


@pytest.mark.parametrize("asked", HOSTILE, ids=range(len(HOSTILE)))
def test_every_question_has_an_answer(client, asked):
    ReleaseFactory(published=True, language="en", headline="A bridge")

    for address in ADDRESSES:
        response = client.get(address, {"q": asked})
        assert (address, response.status_code) == (address, 200)
        assert "<script>alert" not in response.text


@pytest.mark.parametrize(
    "choice",
    [
        "kind=never",
        "kind=release%00",
        "theme=never",
        "theme=%00",
        "theme=å",
        "place=999",
        "place=%00",
        "year=0",
        "year=20261",
        "year=٢٠٢٦",
        "year=now",
        "language=de",
        "language=FI",
        "page=0",
        "page=2",
        "page=-1",
        "page=x",
    ],
)
@pytest.mark.parametrize("path", ["/fi/haku/", "/en/search/"])
def test_a_choice_that_is_not_there_answers_like_what_never_existed(client, path, choice):
    response = client.get(f"{path}?q=joki&{choice}")

    assert response.status_code == 404
    assert response.content == client.get(f"{path[:4]}never-was-here/").content


def test_an_unknown_parameter_changes_nothing(client):
    ReleaseFactory(published=True, language="en", headline="A bridge")

    assert client.get("/en/search/?q=bridge&utm=1&order=x").content == client.get("/en/search/?q=bridge").content


@pytest.mark.parametrize("token", ["", "*", "a b", "a'b", 'a"b', "a|b", "a\\", "a:*", "-a", "mä\u0301"])
def test_nothing_but_a_token_reaches_the_database(token):
    with pytest.raises(ValueError, match="is no token"):
        backends.matching(backends.Tokens(((token,),)))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("is_loose", [False, True])
def test_no_sign_of_any_script_makes_what_is_no_token(language, is_loose):
    """Some signs fall apart into others when their marks are taken off."""
    every = [chr(code) for code in range(0x20, 0x1FFFF) if not 0xAC00 <= code < 0xFB00]  # neither Hangul nor surrogates
    signs = [sign for sign in every if normalize("NFKD", sign) != sign]

    for start in range(0, len(signs), MAX_WORDS):
        question = Question.asked(" ".join(f"a{sign}{sign}" for sign in signs[start : start + MAX_WORDS]))
        assert backends.matching(question.tokens(language, is_loose))
