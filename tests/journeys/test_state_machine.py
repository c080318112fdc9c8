"""Random sequences of everything that people do to texts, over moving time; after each step doors are asked.

The oracle (oracle.py) only knows what was done last. What it forbids must be refused, change nothing and say why;
what it allows must happen; and no door may say more or less than it believes.
"""

import logging
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from newsroom import files, history, proposals
from newsroom.models import Proposal, StoredFile
from newsroom.states import Refused
from releases.models import Attachment, Correction, Release, ReleaseFamily
from tests import factories
from tests.journeys.machine import NIGHTS, WAITS, Machine, Neighbourhood, moments, people, places
from tests.journeys.oracle import REMOVED, SCHEDULED, WITHDRAWN, Paper, Text
from tests.journeys.site_doors import COMMON_WORD

pytestmark = pytest.mark.django_db

STEPS_AN_EXAMPLE = 50
EXAMPLES = {"soak": 1000}.get(settings.get_current_profile_name(), 52)
SLUGS = ["kaari", "pilari", "kansi", "reuna", "arkku"]
WORDS = ["headline", "lead", "body"]


class Newsroom(Machine):
    # Writing

    @precondition(lambda self: self._lacking())
    @rule(by=people, place=places)
    def write(self, by, place):
        lacking = self._lacking()
        self._write(by, *lacking[place % len(lacking)])

    def _lacking(self) -> list[tuple]:
        """Language versions that nobody has begun, while there is an address for one."""
        begun = {(text.family, text.language) for text in self.texts}
        every = [(family, language) for family in self.families for language in ("fi", "sv")]
        return [each for each in every if (each[0].pk, each[1]) not in begun] if self._free_slugs() else []

    def _free_slugs(self):
        return [slug for slug in SLUGS if not any(slug in {each.slug, *each.old_slugs} for each in self.texts)]

    def _write(self, by, family, language):
        free = self._free_slugs()
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
            text.left_slugs.add(text.slug)
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
            "confirm": {"awaits": False},
            "recall": {"status": "draft", "at": None, "awaits": False},
        }[verb]
        self._go(verb, by, text, changes)

    @rule(by=people, place=places, verb=st.sampled_from(["clear", "force", "move"]), wish=moments)
    def bring_out(self, by, place, verb, wish):
        text, moment = self._at(place), self._moment(wish)
        is_own = {"clear": by == text.writer, "force": True, "move": text.awaits or by == text.writer}[verb]
        changes = {"status": "cleared", "at": moment, "awaits": is_own and self.four_eyes != "off"}
        changes |= {} if verb == "move" else {"clearer": by}
        self._go(verb, by, text, changes, moment, **({"note": "Now."} if verb == "force" else {}))

    @rule(by=people, place=places)
    def publish_now(self, by, place):
        text = self._at(place)
        verb = "move" if text.stage(self.now) == SCHEDULED else "clear"
        moment = self._moment(timedelta(0))
        awaits = (by == text.writer or (verb == "move" and text.awaits)) and self.four_eyes != "off"
        changes = {"status": "cleared", "at": moment, "awaits": awaits}
        changes |= {} if verb == "move" else {"clearer": by}
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
        row.embargo_at = None if wish is None else self._moment(wish)

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

        reason = ["Ei nyt."] if decision == "refuse" else []

        def do():
            getattr(Proposal.objects.get(pk=key), decision)(self.users[by], *reason)

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

    @precondition(lambda self: any(text.stage(self.now) == SCHEDULED for text in self.texts))
    @rule(place=places, offset=st.sampled_from([-1, 0, 0, 1]))
    def wait_for_a_moment(self, place, offset):
        """The second of a publication, the one before and the one after."""
        waiting = [text for text in self.texts if text.stage(self.now) == SCHEDULED]
        text = waiting[place % len(waiting)]
        self._set_clock(text.at + timedelta(seconds=offset), text)

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
