"""A release paragraph by paragraph as plain text, for a phone at midnight: the rules are those of the big form."""

import hashlib
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.validators import MaxLengthValidator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from newsroom import history, text
from newsroom.forms import NOTE_LABEL
from newsroom.publishing import Stage
from newsroom.transition_pages import found
from releases import paragraphs
from releases.corrections import ReadersMixin, tell_readers

KINDS = {
    "headline": _("Headline"),
    "lead": _("Lead"),
    "heading": _("Heading"),
    "paragraph": _("Paragraph"),
    "item": _("List item"),
    "cell": _("Table cell"),
    "caption": _("Table caption"),
    "quote": _("Quote"),
}
GONE = _("This paragraph is no longer there. Copy your words and put them into another one.")
CHANGED = _(
    "Somebody has changed this in the meantime, so nothing was saved. Below stand the words as they are now: save again "
    "if yours are to take their place."
)
EMPTY = _("Write the words. To take a paragraph away, open the whole form.")
LONGEST = 20_000


@dataclass(frozen=True)
class Part:
    """What can be rewritten by itself; `name` is the last part of its address."""

    name: str
    kind: str
    words: str
    speaker: str = ""

    @property
    def label(self):
        return KINDS[self.kind]

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.words.encode()).hexdigest()


def parts_of(release) -> list[Part]:
    return [
        Part("headline", "headline", release.headline),
        Part("lead", "lead", release.lead),
        *(Part(str(each.index), each.kind, each.words, each.speaker) for each in paragraphs.blocks(release.body)),
    ]


def part_of(release, name: str, digest: str = "") -> Part | None:
    """The part of that name; if its words are others by now, the one that has moved elsewhere with the same words."""
    parts = parts_of(release)
    named = next((part for part in parts if part.name == name), None)
    if named and digest in ("", named.digest):
        return named
    moved = [part for part in parts if part.digest == digest and part.name.isdecimal() and name.isdecimal()]
    return moved[0] if len(moved) == 1 else named


def mended(kind: str, words: str) -> str:
    return {"headline": text.one_line, "lead": text.paragraphs}.get(kind, paragraphs.normalised)(words)


def write(release, part: Part, words: str):
    if part.kind in ("headline", "lead"):
        setattr(release, part.kind, words)
    else:
        release.body = paragraphs.with_words(release.body, int(part.name), words)


class ParagraphForm(ReadersMixin):
    words = forms.CharField()
    revision_note = forms.CharField(
        label=NOTE_LABEL,
        required=False,
        max_length=2000,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("What you did and why. It is kept in the history and never shown to readers."),
    )
    field_order = ["words", *ReadersMixin.base_fields, "revision_note"]

    def __init__(self, *args, release, part, **kwargs):
        super().__init__(*args, **kwargs)
        self.release, self.part = release, part
        self.fields["words"] = _words_field(release, part)
        if release.stage != Stage.PUBLIC:
            for name in ReadersMixin.base_fields:
                del self.fields[name]

    @property
    def about_the_change(self) -> list:
        """The fields that stand below the words."""
        return [self[name] for name in self.fields if name != "words"]

    @property
    def has_new_words(self) -> bool:
        return self.cleaned_data.get("words") != self.part.words

    def must_answer(self) -> bool:
        return self.has_new_words

    def clean_words(self):
        words = mended(self.part.kind, self.cleaned_data["words"])
        if not words or _vanishes(self.release, self.part, words):
            raise forms.ValidationError(EMPTY)
        return words

    def clean(self):
        super().clean()
        if self.data.get("was") != self.part.digest:
            self.add_error("words", CHANGED)
        is_waiting = self.release.stage == Stage.SCHEDULED and self.has_new_words
        if is_waiting and not self.cleaned_data.get("revision_note"):
            self.add_error("revision_note", _("This is cleared already, so write what you changed and why."))


def _words_field(release, part):
    """Without a `maxlength`, at which a browser would cut what is pasted without a word."""
    longest = release._meta.get_field("headline").max_length if part.kind == "headline" else LONGEST
    return forms.CharField(
        label=part.label,
        initial=part.words,
        validators=[MaxLengthValidator(longest)],
        error_messages={"required": EMPTY},
        widget=AdminTextareaWidget(attrs={"rows": 8, "lang": release.language}),
    )


def _vanishes(release, part: Part, words: str) -> bool:
    """A quote keeps no quotation marks, so one of nothing else would be empty."""
    body = release.body
    is_of_body = part.name.isdecimal()
    return is_of_body and len(paragraphs.blocks(body)) > len(
        paragraphs.blocks(paragraphs.with_words(body, int(part.name), words))
    )


class ParagraphsAdmin:
    """For ReleaseAdmin: `<id>/paragraphs/`, and a page for each of them."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        address = "<path:object_id>/paragraphs/"
        return [
            path(address, wrap(self.paragraphs_view), name="releases_release_paragraphs"),
            path(f"{address}<str:part>/", wrap(self.paragraph_view), name="releases_release_paragraph"),
            *super().get_urls(),
        ]

    def paragraphs_view(self, request, object_id):
        release = found(self, request, object_id)
        context = {**self._about(request, release, _("Paragraphs")), "parts": parts_of(release)}
        return TemplateResponse(request, "admin/releases/release/paragraphs.html", context)

    def paragraph_view(self, request, object_id, part):
        release = found(self, request, object_id)
        if request.method == "POST":
            return self._answered(request, release, part)
        shown = part_of(release, part)
        if shown is None:
            raise Http404
        return self._paragraph(request, release, shown, ParagraphForm(release=release, part=shown))

    def _answered(self, request, release, name):
        """Everything is asked with the row held, so nobody can change the words between the question and the save."""
        with history.change(by=request.user, note=request.POST.get("revision_note", "")[:2000]):
            release.hold()
            release.refresh_from_db()
            part = part_of(release, name, request.POST.get("was", ""))
            form = ParagraphForm(request.POST, release=release, part=part or Part("", "paragraph", ""))
            is_refused = part is None or release.why_not_change(request.user)
            if is_refused or not form.is_valid():
                return self._paragraph(request, release, part, form)
            return self._saved(request, release, part, form)

    def _saved(self, request, release, part, form):
        if not form.has_new_words:
            self.message_user(request, _("You changed nothing, so nothing was saved."), messages.WARNING)
            return self._to_paragraphs(release)
        led_to = paragraphs.links(release.body)
        write(release, part, form.cleaned_data["words"])
        release.save()
        tell_readers(release, request.user, form)
        if release.is_cleared:
            release.edited(request.user, form.cleaned_data["revision_note"])
        self.message_user(request, _("Saved."), messages.SUCCESS)
        for address in lost(led_to, paragraphs.links(release.body)):
            said = _("The link to %(address)s went with its words. To set it anew, open the whole form.")
            self.message_user(request, said % {"address": address}, messages.WARNING)
        return self._to_paragraphs(release)

    def _paragraph(self, request, release, part, form):
        about = self._about(request, release, _("Edit a paragraph"))
        reasons = [*about["why_not_change"], *([] if part else [str(GONE)])]
        context = {**about, "part": part, "form": form, "reasons": reasons}
        return TemplateResponse(request, "admin/releases/release/paragraph.html", context)

    def _about(self, request, release, title) -> dict:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "object": release,
            "url": self._url(release),
            "why_not_change": [str(reason) for reason in release.why_not_change(request.user)],
            "is_proposing": self.is_proposing(request, release),
        }

    def _to_paragraphs(self, release):
        return HttpResponseRedirect(reverse("admin:releases_release_paragraphs", args=[release.pk]))


def lost(before: list[str], after: list[str]) -> list[str]:
    return [address for address in dict.fromkeys(before) if before.count(address) > after.count(address)]
