"""What all the rules of the state machine stand on: a small newsroom, a step, and the doors after it."""

import itertools
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from newsroom import clock
from newsroom.models import OldSlug, Organisation, Proposal, Revision, StoredFile
from releases.models import Attachment, Correction, Release
from tests import factories
from tests.journeys.oracle import Paper, Text, may
from tests.journeys.site_doors import LANGUAGES, SiteDoors, address_of, ask, check

DOORS_A_STEP = {"soak": 4}.get(settings.get_current_profile_name(), 1)
MOST_TEXTS = 4


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)


# In Helsinki: the skipped hour (3.00 on 28 March), the hour that comes twice (3.30 on 31 October), and midnights.
NIGHTS = [
    utc(2027, 3, 27, 21, 58),
    utc(2027, 3, 28, 0, 59),
    utc(2027, 3, 28, 1, 0),
    utc(2027, 6, 30, 20, 59),
    utc(2027, 10, 31, 0, 30),
    utc(2027, 10, 31, 1, 0),
    utc(2027, 10, 31, 1, 30),
    utc(2027, 12, 31, 21, 59),
]
WAITS = [timedelta(seconds=1), timedelta(seconds=59), timedelta(minutes=1), timedelta(minutes=30), timedelta(days=1)]
AHEAD = [timedelta(days=-1), timedelta(minutes=-1), *[timedelta(minutes=each) for each in (0, 1, 10, 60, 24 * 60)]]

people = st.sampled_from(["writer", "editor", "colleague", "administrator"])
places = st.integers(0, MOST_TEXTS - 1)
moments = st.sampled_from(AHEAD) | st.sampled_from(NIGHTS)


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
        self.image = factories.ImageFactory(file_name=f"{self.token()}.png", licence="press")
        about = {"themes": [self.theme], "organisations": [self.house]}
        self.families = [
            factories.ReleaseFamilyFactory(**about, documents=[self.document], events=[self.event], image=self.image),
            factories.ReleaseFamilyFactory(**about),
        ]

    def token(self) -> str:
        return f"zq{next(self.numbers)}q"


class Machine(RuleBasedStateMachine):
    around: Neighbourhood
    counted: Counter

    def __init__(self):
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.texts, self.papers = [], []
        self.families, self.users = self.around.families, self.around.users
        self.theme, self.person, self.event = self.around.theme, self.around.person, self.around.event
        self.period, self.document = self.around.period, self.around.document
        self.doors, self.asked = SiteDoors(self), {}
        self.embargoes = dict.fromkeys([family.pk for family in self.families])

    @initialize(
        four_eyes=st.sampled_from(["required", "advised", "off"]),
        language=st.sampled_from(LANGUAGES),
        now=st.sampled_from(NIGHTS[:5]),
        by=people,
    )
    def opens(self, four_eyes, language, now, by):
        self.four_eyes, self.now = four_eyes, now
        Organisation.objects.filter(is_house=True).update(four_eyes=four_eyes)
        self.stack.enter_context(translation.override(language))
        self.never = {code: self._ask_nowhere(code) for code in LANGUAGES}
        self.picture = Paper(self.around.image.stored_file.uuid, self.around.image.stored_file.original_name, 320)
        self.papers.append(self.picture)
        self.footprint = footprint()
        self._write(by, self.families[0], "fi")

    def _ask_nowhere(self, language):
        with clock.standing_at(self.now):
            return ask(f"/{language}/never-was-here/")

    def teardown(self):
        if self.texts:
            with clock.standing_at(self.now):
                for door in self.doors.all():
                    if door.address not in self.asked:
                        self._ask(door)
            self.counted["doors of an example"] = max(self.counted["doors of an example"], len(self.asked))
        transaction.set_rollback(True)
        self.stack.close()

    # What the oracle thinks of a wish

    def _may(self, verb, by, text, moment=None) -> bool:
        return may(verb, by, text, self.now, self.four_eyes, moment is not None and self._is_blocked(text, moment))

    def _is_blocked(self, text, moment) -> bool:
        embargo = self.embargoes[text.family]
        return bool(embargo and moment < embargo) or any(paper.struck for paper in text.papers)

    # What happens at each step

    def _step(self, text, is_allowed, do, then):
        is_done = self._done(is_allowed, do)
        if is_done:
            then()
        self.counted["steps"] += 1
        self.counted["done" if is_done else "refused"] += 1
        self._look_around(text)

    def _done(self, is_allowed, do) -> bool:
        refusal = self._refusal(do)
        if refusal is None:
            assert is_allowed, "this should have been refused"
            self.footprint = footprint()
            return True
        assert not is_allowed, f"refused: {refusal.messages}"
        assert footprint() == self.footprint, "what was refused has changed something"
        assert_is_clear(refusal)
        return False

    def _refusal(self, do) -> ValidationError | None:
        try:
            with clock.standing_at(self.now):
                do()
        except ValidationError as refused:
            return refused
        return None

    def _look_around(self, text):
        """The page of what was touched, and of all doors those that have waited longest."""
        with clock.standing_at(self.now):
            every = sorted(self.doors.all(), key=lambda door: self.asked.get(door.address, -1))
            own = [door for door in every if text and door.address == address_of(text)]
            for door in [*own, *every[:DOORS_A_STEP]]:
                self._ask(door)

    def _ask(self, door):
        check(door, self.never)
        self.counted["doors asked"] += 1
        self.counted["open" if door.expected.status == 200 else "shut"] += 1
        self.asked[door.address] = self.counted["steps"]

    def _row(self, text) -> Release:
        return Release.objects.get(pk=text.pk)

    def _at(self, place) -> Text:
        return self.texts[place % len(self.texts)]

    def _moment(self, wish) -> datetime:
        return self.now.replace(second=0, microsecond=0) + wish if isinstance(wish, timedelta) else wish


def footprint() -> list:
    """All that an action on a text could have written."""
    columns = [field.attname for field in Release._meta.concrete_fields if field.name != "changed_at"]
    return [
        list(Release.objects.order_by("pk").values_list(*columns)),
        list(Attachment.objects.order_by("pk").values_list("pk", "release", "stored_file")),
        list(OldSlug.objects.order_by("pk").values_list("slug", "object_id")),
        list(Proposal.objects.order_by("pk").values_list("pk", "decision")),
        list(StoredFile.objects.order_by("pk").values_list("uuid", "struck_at")),
        Revision.objects.count(),
        Correction.objects.count(),
    ]


def assert_is_clear(refused):
    """At least one whole sentence in the editor's language."""
    sentences = refused.messages
    assert sentences
    assert all(sentence[-1] in ".?!" and "%(" not in sentence for sentence in sentences), sentences
    lazy = [each for each in getattr(refused, "reasons", []) if isinstance(each, Promise)]
    if translation.get_language() != "en":
        with translation.override("en"):
            in_english = {str(each) for each in lazy}
        assert not {str(each) for each in lazy} & in_english, f"not translated: {in_english}"
