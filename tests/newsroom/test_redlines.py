import pytest
from django.utils import translation

from newsroom import history, redlines
from releases.models import Release
from tests.factories import PdfFactory, ReleaseFactory, SpokespersonFactory, ThemeFactory, quote

pytestmark = pytest.mark.django_db


def difference_after(release, **fields):
    before = history.snapshot(release)
    for name, value in fields.items():
        setattr(release, name, value)
    release.save()
    return {each.label: each.html for each in redlines.differences(before, history.snapshot(release), Release)}


def test_words_that_came_and_went_are_marked():
    release = ReleaseFactory(headline="Silta avataan maanantaina")

    found = difference_after(release, headline="Silta avataan tiistaina")

    assert found == {"Otsikko": "<p>Silta avataan <del>maanantaina</del> <ins>tiistaina</ins></p>"}


def test_rich_text_is_compared_word_by_word_and_keeps_its_paragraphs():
    release = ReleaseFactory(body="<p>Yksi kaksi.</p><p>Kolme.</p>")

    found = difference_after(release, body="<p>Yksi kaksi.</p><p>Neljä.</p>")

    assert found == {"Teksti": "<p>Yksi kaksi.</p><p><del>Kolme.</del> <ins>Neljä.</ins></p>"}


def test_words_that_only_became_bold_are_said_to_be_the_same():
    release = ReleaseFactory(body="<p>Yksi kaksi.</p>")

    with translation.override("fi"):
        found = difference_after(release, body="<p>Yksi <strong>kaksi.</strong></p>")

    assert found == {"Teksti": "<p>Vain muotoilu on muuttunut, ei yksikään sana.</p>"}


def test_another_speaker_of_a_quote_is_seen():
    release = ReleaseFactory(body=quote("Aino Laine", "Näin on."))

    found = difference_after(release, body=quote("Eero Salo", "Näin on."))

    assert "<strong><del>Aino Laine</del>" in found["Teksti"]
    assert "<ins>Eero Salo</ins></strong>" in found["Teksti"]


def test_parts_and_shared_facts_are_told_by_name():
    release = ReleaseFactory()
    before = history.snapshot(release)
    release.family.themes.add(ThemeFactory(name_fi="Vesistöt"))
    release.contacts.create(spokesperson=SpokespersonFactory(), name="Aino Laine", title="johtaja")
    release.attachments.create(stored_file=PdfFactory(name="kustannukset.pdf"), label="Kustannukset")

    found = redlines.differences(before, history.snapshot(Release.objects.get(pk=release.pk)), Release)

    assert [each.label for each in found] == ["Teemat", "Yhteyshenkilöt", "Liitteet"]
    assert "<ins>Vesistöt</ins>" in found[0].html
    assert "Aino Laine · johtaja" in found[1].html
    assert "Kustannukset" in found[2].html


def test_a_changed_state_is_no_difference():
    release = ReleaseFactory(draft=True)
    before = history.snapshot(release)
    release.submit(None)

    assert redlines.differences(before, history.snapshot(release), Release) == []


@pytest.mark.parametrize("word", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>"])
def test_hostile_words_stay_words(word):
    release = ReleaseFactory(lead="Ennen.")

    found = difference_after(release, lead=word, body=f"<p>{word}</p>")

    assert not any(bad in html for html in found.values() for bad in ("<script", "<img", "<svg"))


def test_very_long_texts_are_shown_one_after_the_other():
    html = redlines.redline("<p>" + "a b " * 40_000 + "</p>", "<p>" + "c d " * 40_000 + "</p>")

    assert html.startswith("<p><del>")
