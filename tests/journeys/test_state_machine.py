"""Random sequences of everything that people do to texts, over moving time; after each step doors are asked.

The oracle (machine.py) only knows what was done last. What it forbids must be refused, change nothing and say why;
what it allows must happen; and no door may say more or less than it believes.
"""

import logging
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from newsroom import clock, files, history, proposals
from newsroom.models import OldSlug, Organisation, Proposal, Revision, StoredFile
from newsroom.states import Refused
from releases.models import Attachment, Correction, Release, ReleaseFamily
from tests import factories
from tests.journeys.machine import (
    COMMON_WORD,
    LANGUAGES,
    PUBLIC,
    REMOVED,
    SCHEDULED,
    WITHDRAWN,
    Doors,
    Neighbourhood,
    Paper,
    Text,
    ask,
    check,
)

pytestmark = pytest.mark.django_db

PROFILE = settings.get_current_profile_name()
STEPS_AN_EXAMPLE = 50
EXAMPLES = {"soak": 840}.get(PROFILE, 42)
DOORS_A_STEP = {"soak": 4}.get(PROFILE, 1)
MOST_TEXTS = 4
SLUGS = ["kaari", "pilari", "kansi", "reuna", "arkku"]
WORDS = ["headline", "lead", "body"]
UNCLEARED = ["draft", "in_review"]


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


class Newsroom(RuleBasedStateMachine):
    around: Neighbourhood
    counted: Counter

    def __init__(self):
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.texts, self.papers, self.slugs = [], [], set(SLUGS)
        self.families, self.users = self.around.families, self.around.users
        self.theme, self.person, self.event = self.around.theme, self.around.person, self.around.event
        self.period, self.document = self.around.period, self.around.document
        self.doors, self.asked = Doors(self), {}
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

    def _is_blocked(self, text, moment) -> bool:
        embargo = self.embargoes[text.family]
        return bool(embargo and moment < embargo) or any(paper.struck for paper in text.papers)

    def _may(self, verb, by, text, moment=None) -> bool:
        stage, is_editor, is_own = text.stage(self.now), by != "writer", by == text.writer
        comes_out = is_editor and moment is not None and not self._is_blocked(text, moment)
        return {
            "change": stage in UNCLEARED or (is_editor and stage != REMOVED),
            "submit": stage == "draft",
            "send_back": is_editor and stage == "in_review",
            "clear": comes_out and stage in UNCLEARED and not (is_own and self.four_eyes == "required"),
            "force": comes_out and stage in UNCLEARED,
            "move": comes_out and stage == SCHEDULED,
            "confirm": is_editor and text.status == "cleared" and text.awaits and by not in (text.writer, text.clearer),
            "recall": stage == SCHEDULED,
            "withdraw": is_editor and stage == PUBLIC,
            "remove": is_editor and stage != REMOVED,
            "restore": is_editor and stage in (WITHDRAWN, REMOVED) and not (text.reason and text.at is None),
            "propose": stage == PUBLIC,
        }[verb]

    # What happens at each step

    def _step(self, text, is_allowed, do, then):
        is_done = self._done(is_allowed, do)
        if is_done:
            then()
        self.counted["steps"] += 1
        self.counted["done" if is_done else "refused"] += 1
        self._look_around(text)

    def _done(self, is_allowed, do) -> bool:
        try:
            with clock.standing_at(self.now):
                do()
        except ValidationError as refused:
            assert not is_allowed, f"refused: {refused.messages}"
            assert footprint() == self.footprint, "what was refused has changed something"
            _assert_is_clear(refused)
            return False
        assert is_allowed, "this should have been refused"
        self.footprint = footprint()
        return True

    def _look_around(self, text):
        """The page of what was touched, and of all doors those that have waited longest."""
        with clock.standing_at(self.now):
            every = sorted(self.doors.all(), key=lambda door: self.asked.get(door.address, -1))
            own = [door for door in every if text and door.address == self.address(text)]
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

    def address(self, text) -> str:
        words = {"fi": "tiedotteet", "sv": "pressmeddelanden", "en": "releases"}
        return f"/{text.language}/{words[text.language]}/{text.slug}/"

    @staticmethod
    def local(moment) -> datetime:
        return moment.astimezone(factories.HELSINKI)

    # Writing

    @precondition(lambda self: len(self.texts) < MOST_TEXTS)
    @rule(by=people, family=st.integers(0, 1), language=st.sampled_from(["fi", "sv"]))
    def write(self, by, family, language):
        row = self.families[family]
        if not any((text.family, text.language) == (row.pk, language) for text in self.texts):
            self._write(by, row, language)

    def _write(self, by, family, language):
        free = [slug for slug in SLUGS if not any(slug in {each.slug, *each.old_slugs} for each in self.texts)]
        if not free:
            return
        words = {name: self.around.token() for name in WORDS}
        made = []

        def do():
            with history.change(by=self.users[by]):
                made.append(Release(family=family, language=language, slug=free[0], **self._fields(words)))
                made[0].full_clean()
                made[0].save()

        def then():
            picture = self.picture if family.image_id else None
            self.texts.append(Text(made[0].pk, family.pk, language, free[0], words, by, picture=picture))

        self._step(None, True, do, then)

    def _fields(self, words) -> dict:
        said = factories.quote(self.person.name, words["body"])
        return {
            "headline": f"{COMMON_WORD} {words['headline']}",
            "lead": words["lead"],
            "body": f"<p>{words['body']}</p>{said}",
        }

    def _change(self, by, text, do, then):
        """What the form does: it asks once more with the row locked, saves, and tells colleagues."""

        def save():
            with history.change(by=self.users[by]):
                row = self._row(text)
                row.hold()
                if why_not := row.why_not_change(self.users[by]):
                    raise Refused(why_not)
                do(row)
                if row.is_cleared:
                    row.edited(self.users[by], "Why")

        def note():
            then()
            text.writer = by
            text.awaits = text.awaits or (text.status == "cleared" and self.four_eyes != "off")
            text.saved(self.now)

        self._step(text, self._may("change", by, text), save, note)

    @rule(by=people, place=places, name=st.sampled_from(WORDS))
    def edit(self, by, place, name):
        text, token = self._at(place), self.around.token()
        self._change(by, text, lambda row: self._save(row, text, name, token), lambda: text.words.update({name: token}))

    def _save(self, row, text, name, token):
        for field, value in self._fields({**text.words, name: token}).items():
            setattr(row, field, value)
        row.save()

    @precondition(lambda self: any(text.is_public(self.now) for text in self.texts))
    @rule(by=people, place=places, kind=st.sampled_from(Correction.Kind.values))
    def correct(self, by, place, kind):
        public = [text for text in self.texts if text.is_public(self.now)]
        text, token = public[place % len(public)], self.around.token()
        told = (self.around.token(), self.around.token()) if kind == "correction" else (self.around.token(),)

        def do(row):
            self._save(row, text, "lead", token)
            words = dict(zip(("text", "was_wrong"), told, strict=False))
            Correction.objects.create(release=row, kind=kind, by=self.users[by], **words)

        def then():
            text.words["lead"] = token
            text.told = (*text.told, *told)

        self._change(by, text, do, then)

    @rule(by=people, place=places, slug=st.sampled_from(SLUGS))
    def change_slug(self, by, place, slug):
        text = self._at(place)
        others = [each for each in self.texts if each is not text and each.language == text.language]
        if slug == text.slug or any(slug in {other.slug, *other.old_slugs} for other in others):
            return self._refuse_slug(by, text, slug)

        def do(row):
            row.slug = slug
            row.full_clean()
            row.save()

        def then():
            text.old_slugs.discard(slug)
            if text.was_public(self.now):
                text.old_slugs.add(text.slug)
            text.slug = slug

        return self._change(by, text, do, then)

    def _refuse_slug(self, by, text, slug):
        def do():
            row = self._row(text)
            row.slug = slug
            row.full_clean()

        self._step(text, slug == text.slug, do, lambda: None)

    # From state to state

    @rule(by=people, place=places, verb=st.sampled_from(["submit", "send_back", "confirm", "recall"]))
    def pass_on(self, by, place, verb):
        text = self._at(place)
        changes = {
            "submit": {"status": "in_review"},
            "send_back": {"status": "draft"},
            "confirm": {"awaits": False, "clearer": by},
            "recall": {"status": "draft", "at": None, "awaits": False},
        }[verb]
        self._go(verb, by, text, changes)

    @rule(by=people, place=places, verb=st.sampled_from(["clear", "force", "move"]), wish=moments)
    def bring_out(self, by, place, verb, wish):
        text, moment = self._at(place), self._moment(wish)
        is_own = {"clear": by == text.writer, "force": True, "move": text.awaits or by == text.writer}[verb]
        changes = {"status": "cleared", "at": moment, "clearer": by, "awaits": is_own and self.four_eyes != "off"}
        self._go(verb, by, text, changes, moment, **({"note": "Now."} if verb == "force" else {}))

    @rule(by=people, place=places)
    def publish_now(self, by, place):
        text = self._at(place)
        verb = "move" if text.stage(self.now) == SCHEDULED else "clear"
        moment = self._moment(timedelta(0))
        awaits = (by == text.writer or (verb == "move" and text.awaits)) and self.four_eyes != "off"
        changes = {"status": "cleared", "at": moment, "clearer": by, "awaits": awaits}
        self._go(verb, by, text, changes, moment)

    @rule(by=people, place=places)
    def withdraw(self, by, place):
        text, reason = self._at(place), self.around.token()
        self._go("withdraw", by, text, {"status": WITHDRAWN, "reason": reason}, reason=reason)

    @rule(by=people, place=places, successor=st.sampled_from(["", "/fi/tapahtumat/"]))
    def remove(self, by, place, successor):
        text = self._at(place)
        at = text.at if text.was_public(self.now) else None
        changes = {"status": REMOVED, "at": at, "successor": successor}
        self._go("remove", by, text, changes, reason=self.around.token(), successor=successor)

    @rule(by=people, place=places)
    def restore(self, by, place):
        text = self._at(place)
        status = text.before()
        kept = {} if status == WITHDRAWN else {"reason": ""}
        self._go("restore", by, text, {"status": status, "successor": "", **kept})

    def _go(self, verb, by, text, changes, *arguments, **named):
        def do():
            getattr(self._row(text), verb)(self.users[by], *arguments, **named)

        def then():
            vars(text).update(changes)
            text.saved(self.now)

        self._step(text, self._may(verb, by, text, *arguments), do, then)

    @rule(family=st.integers(0, 1), wish=moments | st.none())
    def set_embargo(self, family, wish):
        row = ReleaseFamily.objects.get(pk=self.families[family].pk)
        row.embargo_at = wish and self._moment(wish)

        def do():
            with history.change(by=self.users["editor"]):
                row.save()

        def then():
            self.embargoes[row.pk] = row.embargo_at
            for text in self.texts:
                if text.family == row.pk:
                    text.saved(self.now)

        self._step(None, True, do, then)

    # Proposals

    @rule(by=people, place=places, name=st.sampled_from(WORDS))
    def propose(self, by, place, name):
        text, token = self._at(place), self.around.token()
        made = []

        def do():
            row = self._row(text)
            user = self.users[by]
            made.append(proposals.propose(row, user, lambda: self._save(row, text, name, token), token))

        def then():
            text.proposals[made[0].pk] = (name, text.words[name], token, "open")

        self._step(text, self._may("propose", by, text), do, then)

    @precondition(lambda self: any(text.proposals for text in self.texts))
    @rule(by=people, place=places, decision=st.sampled_from(["apply", "apply", "refuse"]))
    def decide(self, by, place, decision):
        text = [text for text in self.texts if text.proposals][place % sum(bool(text.proposals) for text in self.texts)]
        key = list(text.proposals)[-1 - place % len(text.proposals)]
        name, base, wanted, state = text.proposals[key]
        is_allowed = by != "writer" and state == "open"
        if decision == "apply":
            is_allowed = is_allowed and self._may("change", by, text) and text.words[name] == base

        def do():
            getattr(Proposal.objects.get(pk=key), decision)(self.users[by])

        def then():
            text.proposals[key] = (name, base, wanted, decision)
            if decision == "apply":
                text.words[name], text.writer = wanted, by
                text.saved(self.now)

        self._step(text, is_allowed, do, then)

    # Files

    def _stored(self) -> tuple[StoredFile, Paper]:
        token = self.around.token()
        stored = StoredFile.objects.keep_made(factories.pdf_bytes(token), f"{token}.pdf")
        return stored, Paper(stored.uuid, stored.original_name)

    @rule(by=people, place=places)
    def upload(self, by, place):
        text, made = self._at(place), []

        def do(row):
            stored, paper = self._stored()
            made.extend([Attachment.objects.create(release=row, stored_file=stored).pk, paper])

        def then():
            text.attached[made[0]] = made[1]
            self.papers.append(made[1])

        self._change(by, text, do, then)

    @precondition(lambda self: any(text.attached for text in self.texts))
    @rule(by=people, place=places, is_wrong=st.booleans())
    def replace(self, by, place, is_wrong):
        """A newer file in the place of an attached one, or the right one in the place of a wrong one."""
        with_files = [text for text in self.texts if text.attached]
        text, made = with_files[place % len(with_files)], []
        key, before = list(text.attached.items())[-1]

        def do(row):
            stored, paper = self._stored()
            made.append(paper)
            attachment = Attachment.objects.get(pk=key)
            if is_wrong:
                files.replace_wrong(attachment, "stored_file", stored)
            else:
                attachment.stored_file = stored
                attachment.save()

        def then():
            if is_wrong:
                self._note_struck(before)
            text.attached[key] = made[0]
            self.papers.append(made[0])

        self._change(by, text, do, then)

    @precondition(lambda self: any(text.attached for text in self.texts))
    @rule(by=people, place=places)
    def attach_to_another(self, by, place):
        """The same file at a second text: it is as public as the more public of the two."""
        paper = next(paper for text in self.texts for paper in text.attached.values())
        text, made = self._at(place), []

        def do(row):
            stored = StoredFile.objects.get(original_name=paper.name)
            made.append(Attachment.objects.create(release=row, stored_file=stored).pk)

        self._change(by, text, do, lambda: text.attached.update({made[0]: paper}))

    @rule(place=st.integers(0, 9))
    def strike(self, place):
        paper = self.papers[place % len(self.papers)]

        def do():
            StoredFile.objects.get(original_name=paper.name).strike()

        self._step(None, True, do, lambda: self._note_struck(paper))

    def _note_struck(self, paper):
        """What nobody can have seen leaves no trace at its address."""
        was_seen = any(
            text.was_public(self.now)
            and (paper in text.papers or any(paper.name in frozen for frozen in text.versions.values()))
            for text in self.texts
        )
        paper.struck = paper.struck or ("public" if was_seen else "hidden")

    # The clock

    @rule(wait=st.sampled_from(WAITS))
    def wait(self, wait):
        self._set_clock(self.now + wait)

    @rule(place=places, offset=st.sampled_from([-1, 0, 0, 1]))
    def wait_for_a_moment(self, place, offset):
        """The second of a publication, the one before and the one after."""
        text = self._at(place)
        if text.at:
            self._set_clock(max(self.now, text.at + timedelta(seconds=offset)), text)

    @rule(night=st.sampled_from(NIGHTS))
    def wait_for_a_night(self, night):
        self._set_clock(max(self.now, night))

    @rule()
    def jump_back(self):
        """A server's clock is set right: what has come out in that hour waits once more."""
        self._set_clock(self.now - timedelta(hours=1))

    def _set_clock(self, now, text=None):
        self.now = now
        self._step(text, True, lambda: None, lambda: None)


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


def _assert_is_clear(refused):
    """At least one whole sentence in the editor's language."""
    sentences = refused.messages
    assert sentences
    assert all(sentence[-1] in ".?!" and "%(" not in sentence for sentence in sentences), sentences
    lazy = [each for each in getattr(refused, "reasons", []) if isinstance(each, Promise)]
    if translation.get_language() != "en":
        with translation.override("en"):
            in_english = {str(each) for each in lazy}
        assert not {str(each) for each in lazy} & in_english, f"not translated: {in_english}"


def test_no_sequence_of_actions_shows_what_is_hidden_or_hides_what_is_public(capsys):
    logging.getLogger("django.request").setLevel(logging.ERROR)
    Newsroom.around, Newsroom.counted = Neighbourhood(), Counter()
    profile = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS_AN_EXAMPLE,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )

    run_state_machine_as_test(Newsroom, settings=profile)

    counted = Newsroom.counted
    with capsys.disabled():
        print(f"\n{dict(counted)}")
    assert counted["steps"] >= 2000
    assert counted["doors of an example"] >= 25
