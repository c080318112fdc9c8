"""What is found by what, in three languages and in this order: one table for every database.

Rows that need Voikko are skipped without it; `.ci/run` installs it and lets nothing be skipped.
"""

import pytest
from django.db import transaction

from newsroom.search import finnish
from tests.search_corpus import check, make_corpus

pytestmark = pytest.mark.django_db
needs_voikko = pytest.mark.skipif(not finnish.is_installed(), reason="libvoikko1 and voikko-fi are not installed")

# (language, question, what is found, best first where a list; a set where any order will do)
TABLE = [
    ("fi", "Talousarvio", ["budjetti"]),
    ("fi", "talousarvio 2027", ["budjetti"]),
    ("fi", "2025", ["budjetti"]),
    ("fi", "2026", []),
    ("fi", "2025–2027", ["budjetti"]),
    ("fi", "3,5", ["budjetti"]),
    ("fi", "COVID-19", ["budjetti"]),
    ("fi", "covid 19", ["budjetti"]),
    ("fi", "åbo", ["turku"]),
    ("fi", "ÅBO", ["turku"]),
    ("fi", "A\u030abo", ["turku"]),
    ("fi", "Sandkvist", ["nimi"]),
    ("fi", "TKI", ["eu"]),
    ("fi", "tki-menot", ["eu"]),
    ("fi", "stm", ["eu"]),
    ("fi", '"padot vuotavat"', ["nimi"]),
    ("fi", '"vuotavat padot"', []),
    ("fi", "”padot vuotavat jo”", ["nimi"]),
    ("fi", '"menot kasvavat"', {"budjetti", "eu"}),
    ("fi", "padot -lausunto", []),
    ("fi", "padot -silta", ["nimi"]),
    ("fi", "Jokipäivät", ["event"]),
    ("fi", "Rantamäki", ["person"]),
    ("fi", "padotvuotavat", []),
    ("fi", "tulvamittari", ["document"]),
    ("sv", "bro", ["bro"]),
    ("sv", "broarna", ["bro"]),
    ("sv", "bron", ["bro"]),
    ("sv", "broarnas", ["bro"]),
    ("sv", "kommun", ["abo", "bro"]),
    ("sv", "kommuner städer", ["bro"]),
    ("sv", "Åbo", ["abo"]),
    ("sv", "åbos", ["abo"]),
    ("sv", "abo", ["abo"]),
    ("sv", "elev", ["skola"]),
    ("sv", "skolor", ["skola"]),
    ("sv", "vattendrag", ["program"]),
    ("sv", "VATTENDRAGENS PROGRAM", ["program"]),
    ("sv", "gåvor", ["gava"]),
    ("sv", "gava", ["gava"]),
    ("sv", "EU", ["budget"]),
    ("sv", "budget 2027", ["budget"]),
    ("sv", "övergang", ["over"]),
    ("sv", "järnvägar", ["over"]),
    ("sv", '"i skolan"', ["skola"]),
    ("sv", "kommuner -Åbo", ["bro"]),
    ("sv", "talousarvio", []),
    ("en", "bridge", ["bridge"]),
    ("en", "city", ["bridge"]),
    ("en", "municipality", ["flood"]),
    ("en", "funds", ["flood"]),
    ("en", "floods", ["flood"]),
    ("en", "run", ["water"]),
    ("en", "runs water", ["water"]),
    ("en", "R&D", ["research"]),
    ("en", "rivers", ["research", "bridge"]),
    ("en", "covid-19", ["research"]),
    ("en", "naive cafe", ["naive"]),
    ("en", "naïve", ["naive"]),
    ("en", "resume", ["naive"]),
    ("en", "it's", ["water", "flood"]),
    ("en", "well-known", ["water"]),
    ("en", '"asks for funding"', []),
    ("en", "muni", ["flood"]),
]
WITH_VOIKKO = [
    ("fi", "kaupunki", ["kaupungeissa", "politiikka"]),
    ("fi", "kaupungit", ["kaupungeissa", "politiikka"]),
    ("fi", "KAUPUNGISTA", ["kaupungeissa", "politiikka"]),
    ("fi", "kaupunkipolitiikan", ["politiikka"]),
    ("fi", "politiikka", ["politiikka"]),
    ("fi", "saari", ["saari"]),
    ("fi", "saaret", ["saari"]),
    ("fi", "sääri", ["saari-jalka"]),
    ("fi", "saareen laivalla", ["saari"]),
    ("fi", "sopimus", ["tyo"]),
    ("fi", "neuvottelut", ["tyo"]),
    ("fi", "työ", ["yo", "tyo"]),
    ("fi", "yö", ["yo"]),
    ("fi", "Jyväskylä", ["jyvaskyla"]),
    ("fi", "jyväskylästä", ["jyvaskyla"]),
    ("fi", "jyvaskyla", ["jyvaskyla"]),
    ("fi", "uusikaupunki", ["uusikaupunki"]),
    ("fi", "Uudessakaupungissa", ["uusikaupunki"]),
    ("fi", "Äänekoski", ["aanekoski"]),
    ("fi", "aanekoski", ["aanekoski"]),
    ("fi", "aanekoskella", ["aanekoski"]),
    ("fi", "kala", ["aanekoski"]),
    ("fi", "lohi", ["aanekoski"]),
    ("fi", "kalatien rakentaminen", ["aanekoski"]),
    ("fi", "rahoitus", ["eu"]),
    ("fi", "EU-rahoitus", ["eu"]),
    ("fi", "eu", ["eu"]),
    ("fi", "Turku", ["turku"]),
    ("fi", "turussa", ["turku"]),
    ("fi", "vesistöohjelmat", {"vesisto", "viiva"}),
    ("fi", "vesistö", {"vesisto", "viiva"}),
    ("fi", "vesistö-ohjelma", {"vesisto", "viiva"}),
    ("fi", "nuori", ["nuoret"]),
    ("fi", "lapsi", ["nuoret"]),
    ("fi", "maakunta", ["maakunta"]),
    ("fi", "kunta", ["talous", "maakunta", "laki"]),
    ("fi", "laeissa", ["laki"]),
    ("fi", "vesi", ["laki", "jyvaskyla"]),
    ("fi", "liitto kokoontui", []),
    ("fi", "meno -covid-19", ["talous", "eu"]),
    ("fi", "patoja", ["nimi"]),
    ("fi", "tulvamittarit", ["document"]),
    ("fi", "satamassa", ["uusikaupunki", "event"]),
]


@pytest.fixture(scope="module")
def corpus(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        make_corpus()
        yield
        transaction.set_rollback(True)


def test_the_tables_are_long_enough():
    assert len(TABLE) >= 60
    assert len(WITH_VOIKKO) >= 40


@pytest.mark.parametrize(("language", "asked", "expected"), TABLE)
def test_what_every_database_finds(corpus, language, asked, expected):
    check(asked, language, expected)


@needs_voikko
@pytest.mark.parametrize(("language", "asked", "expected"), WITH_VOIKKO)
def test_what_finnish_base_forms_find(corpus, language, asked, expected):
    check(asked, language, expected)
