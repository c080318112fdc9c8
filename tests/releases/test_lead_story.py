"""What leads the front page: the newest with a picture, or what an editor has put first."""

import re
from datetime import date

import pytest

from newsroom.history import Revision
from newsroom.states import Refused
from releases import lead_story
from tests.counting import queries_for
from tests.factories import ReleaseFactory, UserFactory, helsinki

pytestmark = pytest.mark.django_db

UNTIL = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def _spring(clock_at):
    clock_at("2026-03-10 09:00")


def release(slug, day, **fields):
    return ReleaseFactory(
        **({"published": True, "language": "en"} | fields),
        slug=slug,
        headline=slug.title(),
        publish_at=helsinki(2026, 3, day, 8),
    )


def leader(client, language="en") -> str:
    page = client.get(f"/{language}/").text
    return re.search(r'<article class="lead-story.*?<h2><a href="/\w+/\w+/([\w-]+)/">', page, re.DOTALL)[1]


class TestOnTheFrontPage:
    def test_the_chosen_release_leads_to_the_end_of_its_day(self, client, clock_at):
        chosen = release("chosen", 1)
        release("newest", 9)
        assert leader(client) == "newest"

        lead_story.lead(chosen, None, UNTIL)

        assert leader(client) == "chosen"
        clock_at("2026-03-20 23:59")
        assert leader(client) == "chosen"
        clock_at("2026-03-21 00:00")
        assert leader(client) == "newest"

    def test_the_chosen_release_does_not_stand_in_the_list_below(self, client):
        lead_story.lead(release("chosen", 8), None, UNTIL)
        release("newest", 9)

        page = client.get("/en/").text

        assert re.findall(r'<h[23]><a href="/en/releases/([\w-]+)/">', page) == ["chosen", "newest"]

    def test_a_language_without_it_keeps_its_newest(self, client):
        chosen = release("chosen", 1)
        release("uusin", 2, language="fi")
        release("valittu", 1, language="fi", family=chosen.family, draft=True)

        lead_story.lead(chosen, None, UNTIL)

        assert leader(client, "fi") == "uusin"

    def test_what_led_before_gives_way(self, client):
        newer, older = release("newer", 8), release("older", 1)
        lead_story.lead(newer, None, UNTIL)

        lead_story.lead(older, None, UNTIL)

        assert leader(client) == "older"

    def test_a_scheduled_release_takes_the_place_when_its_moment_comes(self, client, clock_at):
        now, soon = release("now", 1), release("soon", 15)
        lead_story.lead(now, None, UNTIL)
        lead_story.lead(soon, None, UNTIL)

        assert leader(client) == "now"
        clock_at("2026-03-15 08:00")
        assert leader(client) == "soon"

    def test_a_withdrawn_release_leads_no_longer(self, client):
        chosen = release("chosen", 1)
        release("newest", 9)
        lead_story.lead(chosen, None, UNTIL)

        chosen.withdraw(None, "Wrong figures.")

        assert leader(client) == "newest"

    def test_the_page_asks_the_database_as_often_below_a_chosen_lead(self, client):
        lead_story.lead(release("chosen", 1), None, UNTIL)
        release("second", 2)
        one = queries_for(client, "/en/")

        release("third", 3)
        release("fourth", 4)

        assert queries_for(client, "/en/") == one


class TestRefusals:
    def test_a_draft_cannot_lead(self):
        draft = ReleaseFactory(draft=True)

        with pytest.raises(Refused) as refused:
            lead_story.lead(draft, None, UNTIL)

        assert refused.value.reasons == lead_story.why_not_lead(draft, None)
        assert len(refused.value.reasons) == 1

    def test_a_writer_chooses_no_lead(self):
        public = release("chosen", 1)

        with pytest.raises(Refused):
            lead_story.lead(public, UserFactory(writer=True), UNTIL)

        public.family.refresh_from_db()
        assert public.family.leads_until is None


class TestInTheAdmin:
    def test_an_editor_puts_a_release_first_and_lets_the_newest_lead_again(self, client, editor):
        chosen = release("chosen", 1)
        release("newest", 9)

        answer = client.post(f"/admin/releases/release/{chosen.pk}/front-page/", {"_lead": "", "until": "20.3.2026"})

        assert answer.status_code == 302
        assert leader(client) == "chosen"
        revision = Revision.objects.of(chosen).first()
        assert (revision.verb, revision.by, revision.is_edit) == ("lead", editor, False)
        assert "until 20 March 2026" in client.get(f"/admin/releases/release/{chosen.pk}/front-page/").text

        client.post(f"/admin/releases/release/{chosen.pk}/front-page/", {"_stop": ""})

        assert leader(client) == "newest"

    @pytest.mark.parametrize(
        ("until", "error"),
        [
            ("", "This field is required"),
            ("9.3.2026", "This day is past."),
            ("1.6.2026", "Choose a day within two months"),
            ("31.2.2026", "There is no such day. Write it like 31.12.2027."),
            ("3/4/2026", "There is no such day. Write it like 31.12.2027."),
            ("\u202e20.3.2026\x00", "There is no such day. Write it like 31.12.2027."),
        ],
    )
    def test_a_day_that_makes_no_sense_is_refused_and_kept_in_the_field(self, client, editor, until, error):
        chosen = release("chosen", 1)

        page = client.post(f"/admin/releases/release/{chosen.pk}/front-page/", {"_lead": "", "until": until})

        assert page.status_code == 200
        assert error in page.text
        chosen.family.refresh_from_db()
        assert chosen.family.leads_until is None

    def test_a_writer_reads_why_not(self, client, writer):
        chosen = release("chosen", 1)

        page = client.post(f"/admin/releases/release/{chosen.pk}/front-page/", {"_lead": "", "until": "20.3.2026"})

        assert "Only an editor chooses what leads the front page." in page.text
        assert "Put it first" not in page.text
