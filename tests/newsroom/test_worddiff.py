"""Texts compared the way an editor marks them."""

import pytest

from newsroom.worddiff import compare
from tests.factories import quote


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "<p>Maksu nousee kahteen euroon.</p>",
            "<p>Maksu nousee kolmeen euroon.</p>",
            "<p>Maksu nousee <del>kahteen</del> <ins>kolmeen</ins> euroon.</p>",
        ),
        (
            "<p>Mittareita on jatkossa 131.</p>",
            "<p>Mittareita on jatkossa 140.</p><p>Uusi kappale.</p>",
            "<p>Mittareita on jatkossa <del>131.</del> <ins>140.</ins></p><p><ins>Uusi kappale.</ins></p>",
        ),
        (
            "<p>Yksi kaksi.</p><p>Kolme.</p>",
            "<p>Yksi kaksi.</p><p>Neljä.</p>",
            "<p>Yksi kaksi.</p><p><del>Kolme.</del> <ins>Neljä.</ins></p>",
        ),
        (
            "<p>Silta on auki.</p><h2>Aikataulu</h2>",
            "<p>Aikataulu</p><p>Silta on auki.</p>",
            "<p><ins>Aikataulu</ins></p><p>Silta on auki.</p><h2><del>Aikataulu</del></h2>",
        ),
        (
            "<p>a ja b ovat c</p>",
            "<p>x ja y ovat c</p>",
            "<p><del>a ja b</del> <ins>x ja y</ins> ovat c</p>",
        ),
        ("", "<p>Uusi &amp; hyvä</p>", "<p><ins>Uusi &amp; hyvä</ins></p>"),
        ("<p>Vanha</p>", "", "<p><del>Vanha</del></p>"),
        (
            "<ul><li>Yksi</li><li>Kaksi</li></ul>",
            "<ul><li>Yksi</li></ul>",
            "<ul><li>Yksi</li><li><del>Kaksi</del></li></ul>",
        ),
        (
            "<ol><li>Yksi</li><li>Kaksi</li></ol>",
            "<ol><li>Nolla</li><li>Yksi</li><li>Kaksi</li></ol>",
            "<ol><li><ins>Nolla</ins></li><li>Yksi</li><li>Kaksi</li></ol>",
        ),
        (
            '<p>Lue <a href="/fi/a/">ohje</a>.</p>',
            '<p>Lue <a href="/fi/b/">ohje</a>.</p>',
            "<p>Lue ohje <del>(/fi/a/).</del> <ins>(/fi/b/).</ins></p>",
        ),
        (
            '<p>Lue <strong><a href="/fi/a/">ohje</a></strong>.</p>',
            '<p>Lue <strong><a href="/fi/b/">ohje</a></strong>.</p>',
            "<p>Lue ohje <del>(/fi/a/).</del> <ins>(/fi/b/).</ins></p>",
        ),
        ("<p><strong>Yksi<br>kaksi</strong></p>", "", "<p><del>Yksi kaksi</del></p>"),
        ("", "<table><tr><td><p>Yksi</p><p>kaksi</p></td></tr></table>", "<p><ins>Yksi kaksi |</ins></p>"),
        (
            "<table><tr><td>Silta</td><td>12</td></tr></table>",
            "<table><tr><td>Silta</td><td>13</td></tr></table>",
            "<p>Silta | <del>12</del> <ins>13</ins> |</p>",
        ),
        ("<p>Teksti</p>ja perä", "<p>Teksti</p>ja häntä", "<p>Teksti</p><p>ja <del>perä</del> <ins>häntä</ins></p>"),
    ],
)
def test_changes_stand_where_they_were_made(old, new, shown):
    assert compare(old, new) == shown


def test_who_speaks_is_compared_as_well():
    old, new = quote("Aino Laine", "Näin on."), quote("Eero Salo", "Näin on.")

    assert compare(old, new).startswith("<p><strong><del>Aino Laine")
    assert "<ins>Eero Salo" in compare(old, new)


def test_a_paragraph_put_between_two_marks_nothing_else():
    old = "".join(f"<p>Kappale {number} kertoo sillasta {number}.</p>" for number in range(20))
    new = old.replace("<p>Kappale 7", "<p>Aivan uusi asia.</p><p>Kappale 7")

    assert compare(old, new) == old.replace("<p>Kappale 7", "<p><ins>Aivan uusi asia.</ins></p><p>Kappale 7")


@pytest.mark.parametrize("many", ["a b ", "<p>a</p><p>b</p>", "<li>a</li>"])
def test_very_long_texts_are_shown_one_after_the_other(many):
    html = compare("<p>vanha</p>" + many * 10_000, many * 10_000 + "<p>uusi</p>")

    assert "<del>vanha" in html
    assert "uusi</ins>" in html
