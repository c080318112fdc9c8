"""Search on a server without Voikko."""

import pytest
from django.db import transaction

from newsroom.search import analysis, finnish
from tests.search_corpus import check, make_corpus

pytestmark = pytest.mark.django_db

BY_STEMS = [
    ("fi", "kaupungeissa", ["kaupungeissa"]),
    ("fi", "talousarviosta", ["budjetti"]),
    ("fi", "laiturit", ["saari"]),
    ("fi", "satamat", {"uusikaupunki", "event"}),
    ("fi", "sääri", ["saari-jalka"]),
    ("fi", "saari", []),
    ("fi", "aanekoski", ["aanekoski"]),
    ("fi", "EU", ["eu"]),
]


@pytest.fixture(scope="module")
def corpus_by_stems(django_db_setup, django_db_blocker):
    """Stems still find many forms; compounds and changing stems they don't."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(finnish, "_handle", lambda: None)
        analysis.forget()
        make_corpus()
        yield
        transaction.set_rollback(True)
    analysis.forget()


@pytest.mark.parametrize(("language", "asked", "expected"), BY_STEMS)
def test_what_stems_find_without_voikko(corpus_by_stems, language, asked, expected):
    check(asked, language, expected)
