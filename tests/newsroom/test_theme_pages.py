import re

import pytest

from newsroom import themes
from newsroom.history import Revision
from newsroom.models import Theme
from tests.counting import queries_for
from tests.factories import EventFactory, ReleaseFactory, ThemeFactory, UserFactory
from tests.newsroom.test_admin_pages import opened
from tests.newsroom.test_themes import names_left

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    return ThemeFactory(slug="sillat", name_fi="Sillat", name_en="Bridges")


@pytest.fixture
def new():
    return ThemeFactory(slug="liikenne", name_fi="Liikenne", name_en="Traffic")


def page(theme, verb, *more) -> str:
    return "/".join(["/admin/newsroom/theme", str(theme.pk), verb, *(str(each) for each in more), ""])


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", response.text.partition("<main")[2]).split())


def errors(response) -> list[str]:
    return re.findall(r'<ul class="errorlist"[^>]*><li>([^<]*)</li>', response.text)


def test_a_merger_is_seen_before_it_is_made(client, editor, old, new):
    for _number in range(3):
        ReleaseFactory(published=True, themes=[old])
    ReleaseFactory(embargoed=True, themes=[old, new])
    EventFactory(draft=True, themes=[old])

    asked = client.get(page(old, "merge"))
    shown = client.get(page(old, "merge"), {"into": new.pk})

    assert "Merge into another theme: Bridges" in words(asked)
    assert "What moves to" not in words(asked)
    assert "What moves to “Traffic”" in words(shown)
    assert "4 releases: 3 public, 1 not public; 1 with both already" in words(shown)
    assert "1 event: 0 public, 1 not public" in words(shown)
    assert Theme.objects.count() == 2


def test_it_is_made_when_it_is_confirmed(client, editor, old, new):
    ReleaseFactory(published=True, themes=[old])

    unsure = client.post(page(old, "merge"), {"into": new.pk})
    assert errors(unsure) == ["Tick this when you are sure."]
    assert Theme.objects.count() == 2

    response = client.post(page(old, "merge"), {"into": new.pk, "confirmed": "on", "note": "Samaa asiaa."}, follow=True)

    assert response.redirect_chain == [(page(new, "change"), 302)]
    assert "“Bridges” merged into “Traffic”." in words(response)
    assert list(Theme.objects.all()) == [new]
    revision = Revision.objects.of(new).first()
    assert (revision.by, revision.note) == (editor, "“Bridges” merged into “Traffic”. Samaa asiaa.")
    history = client.get(page(new, "history"))
    assert "Another theme merged into it" in words(history)


@pytest.mark.parametrize("into", ["", "abc", "0", "99999999999999999999", "-1", "1\x00"])
def test_no_other_answer_than_a_theme_is_taken(client, editor, old, into):
    for response in (
        client.get(page(old, "merge"), {"into": into}),
        client.post(page(old, "merge"), {"into": into, "confirmed": "on"}),
    ):
        assert response.status_code == 200
        assert len(errors(response)) >= 1
    assert Theme.objects.get() == old


def test_a_theme_can_not_be_chosen_for_itself(client, editor, old):
    response = client.post(page(old, "merge"), {"into": old.pk, "confirmed": "on"})

    assert errors(response) == ["That theme is not there any more. Choose another."]
    assert Theme.objects.get() == old


@pytest.mark.parametrize(
    ("typed", "columns"),
    [
        ({"name_fi": " LIIKENNE "}, ["name_fi"]),
        ({"name_en": "traffic"}, ["name_en"]),
        ({"name_fi": "Liikenne", "name_en": "Traffic"}, ["name_fi", "name_en"]),
        ({"name_sv": "Liikenne"}, ["name_sv"]),  # in Swedish the other one is shown by its Finnish name
        ({"name_sv": "Traffic"}, []),  # a word that the other has in another language only
        ({"name_fi": "Tiet"}, []),
    ],
)
@pytest.mark.parametrize("verb", ["rename", "change"])
def test_a_name_that_another_theme_has_is_refused_beside_its_field(client, editor, old, new, verb, typed, columns):
    address = page(old, verb)
    form = opened(client, address) if verb == "change" else {**names_of(old), "slug": old.slug, "main_language": "fi"}

    response = client.post(address, form | typed | {"confirmed": "on"})

    assert response.status_code == (200 if columns else 302)
    sentence = "The theme “Traffic” has this name already. Choose another name, or merge this theme into that one."
    told = dict(response.context["form" if verb == "rename" else "adminform"].errors) if columns else {}
    assert told == {column: [sentence] for column in columns}
    assert errors(response) == [sentence] * len(columns)


def names_of(theme) -> dict:
    return {f"name_{code}": getattr(theme, f"name_{code}") for code in ("fi", "sv", "en")}


def test_a_new_theme_does_not_get_the_name_of_another(client, editor, old):
    add = "/admin/newsroom/theme/add/"

    response = client.post(add, opened(client, add, name_fi="sillat", slug="toinen"))

    assert errors(response) == [
        "The theme “Bridges” has this name already. Use that theme, or choose another name.",
    ]
    assert Theme.objects.get() == old


def test_themes_that_have_the_same_name_already_can_be_saved_and_merged(client, editor, old):
    twin = ThemeFactory(slug="sillat-2", name_fi="Sillat", name_en="Spans")
    address = page(twin, "change")

    response = client.post(address, opened(client, address, description_fi="Siltojen kunto."))

    assert response.status_code == 302
    done = themes.merge(twin, old, editor)
    assert done.why_not_undo(editor) == []


def test_a_name_that_a_theme_has_left_is_free_and_its_address_is_not(client, editor, old, new):
    ReleaseFactory(published=True, themes=[old])
    old.name_fi, old.slug = "Siltojen kunto", "siltojen-kunto"
    themes.rename(old, editor)
    form = {"name_fi": "Sillat", "main_language": "fi", "confirmed": "on"}

    taken = client.post(page(new, "rename"), form | {"slug": "sillat"})
    free = client.post(page(new, "rename"), form | {"slug": "liikenne"})

    assert errors(taken) == ["This address leads to something else that had it before. Choose another."]
    assert free.status_code == 302
    assert client.get("/fi/teemat/sillat/")["Location"] == "/fi/teemat/siltojen-kunto/"


def test_a_merger_is_not_undone_while_another_theme_has_the_name(client, editor, old, new):
    done = themes.merge(old, new, editor)
    other = ThemeFactory(slug="muut", name_fi="Sillat", name_en="Other")
    shown = client.get(page(new, "undo-merge", done.pk))
    assert "The theme “Other” has its name now. Rename that one first." in words(shown)

    Theme.objects.filter(pk=other.pk).update(name_fi="Muut")

    assert done.why_not_undo(editor) == []


def test_a_merger_is_undone_by_a_button_on_the_theme_that_stayed(client, editor, old, new):
    ReleaseFactory(published=True, themes=[old])
    done = themes.merge(old, new, editor)
    address = page(new, "undo-merge", done.pk)

    form = client.get(page(new, "change"))
    shown = client.get(address)
    response = client.post(address, {"confirmed": "on"}, follow=True)

    assert f'href="{address}"' in form.text
    assert "Undo merger of “Bridges”…" in words(form)
    assert "1 release" in words(shown)
    assert "The merger of “Bridges” was undone." in words(response)
    assert {theme.slug for theme in Theme.objects.all()} == {"sillat", "liikenne"}
    assert f'href="{address}"' not in client.get(page(new, "change")).text
    assert "This has been undone already." in words(client.get(address))


def test_what_can_not_be_undone_says_why_in_one_sentence(client, editor, old, new):
    done = themes.merge(old, new, editor)
    ThemeFactory(slug="sillat")

    response = client.post(page(new, "undo-merge", done.pk), {"confirmed": "on"})

    assert "Another theme has taken its address since." in words(response)
    assert Theme.objects.count() == 2


def test_a_refusal_at_the_last_moment_is_a_message(client, editor, old, new, monkeypatch):
    monkeypatch.setattr(themes, "why_not_merge", lambda *args: ["Not now."])

    response = client.post(page(old, "merge"), {"into": new.pk, "confirmed": "on"}, follow=True)

    assert response.redirect_chain == [("/admin/newsroom/theme/", 302)]
    assert "Not now." in words(response)
    assert Theme.objects.count() == 2


def test_a_theme_is_renamed_with_its_old_address_leading_on(client, editor, old):
    ReleaseFactory(published=True, themes=[old])
    sent = {"name_fi": "Siltojen korjaus", "name_en": "Repairs", "slug": "korjaus", "main_language": "fi"}

    shown = client.get(page(old, "rename"))
    unsure = client.post(page(old, "rename"), sent)
    response = client.post(page(old, "rename"), {**sent, "confirmed": "on"}, follow=True)

    assert "1 release: 1 public, 0 not public" in words(shown)
    assert errors(unsure) == ["Tick this when you are sure."]
    assert "The theme has its new name." in words(response)
    assert client.get("/fi/teemat/sillat/")["Location"] == "/fi/teemat/korjaus/"
    old.refresh_from_db()
    assert (old.name_fi, old.slug) == ("Siltojen korjaus", "korjaus")
    assert names_left(old, "fi") == ["Sillat"]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"name_fi": "", "slug": "x"}, "Fill this in: it is the text&#x27;s main language."),
        ({"name_fi": "Sillat", "slug": "liikenne"}, "This address is already taken. Change the end of it."),
        ({"name_fi": "Sillat", "slug": "å ä"}, "Use only the letters a–z, digits and hyphens."),
    ],
)
def test_a_bad_name_or_address_is_told(client, editor, old, new, sent, told):
    response = client.post(page(old, "rename"), {**sent, "main_language": "fi", "confirmed": "on"})

    assert errors(response) == [told]
    old.refresh_from_db()
    assert (old.name_fi, old.slug) == ("Sillat", "sillat")


def test_a_name_changed_in_the_form_is_kept_as_well(client, editor, old):
    ReleaseFactory(published=True, themes=[old])

    client.post(
        page(old, "change"), {"name_fi": "Siltojen korjaus", "slug": "sillat", "main_language": "fi", "hue": "1"}
    )

    old.refresh_from_db()
    assert old.name_fi == "Siltojen korjaus"
    assert names_left(old, "fi") == ["Sillat"]


def test_a_writer_is_offered_nothing_and_let_in_nowhere(client, writer, old, new):
    done = themes.merge(ThemeFactory(slug="muu"), old, None)

    assert "Merge into another" not in client.get(page(old, "change")).text
    for address in (page(old, "merge"), page(old, "rename"), page(old, "undo-merge", done.pk)):
        assert client.get(address).status_code == 403
        assert client.post(address, {"into": new.pk, "confirmed": "on"}).status_code == 403
    assert Theme.objects.count() == 2


def test_a_theme_or_merger_that_is_not_there(client, editor, old, new):
    done = themes.merge(ThemeFactory(slug="muu"), old, None)

    for address in ("/admin/newsroom/theme/0/merge/", page(old, "undo-merge", 0), page(new, "undo-merge", done.pk)):
        assert client.get(address).status_code == 404


def test_one_or_three_releases_cost_the_same(client, old, new):
    client.force_login(UserFactory(editor=True))
    ReleaseFactory(published=True, themes=[old])
    address = f"{page(old, 'merge')}?into={new.pk}"
    client.get(address)
    one = queries_for(client, address)
    for _number in range(2):
        ReleaseFactory(published=True, themes=[old])

    assert queries_for(client, address) == one
