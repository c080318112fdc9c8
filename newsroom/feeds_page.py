"""All that is published as one feed, and the page that tells which feeds there are and what each last said."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from events.filters import EventFilter
from events.models import Event
from newsroom import alternates, feeds
from newsroom.feeds import Followable, WholeList
from newsroom.languages import CODES, OWN_NAMES, active
from newsroom.models import Theme
from newsroom.news import NewsAbout
from newsroom.web import public_page
from people.models import Spokesperson
from programmes.models import DocumentVersion, Programme, ProgrammePeriod
from releases.filters import Kind, ReleaseFilter
from releases.models import Release


@dataclass(frozen=True)
class Row:
    """A list with its newest entry, if it has one."""

    followed: Followable
    name: str
    title: str = ""
    address: str = ""
    published_at: datetime | None = None


@public_page
def door(request):
    return redirect("feeds")


@public_page
def everything(request, form):
    return feeds.answer(request, all_news().feed, form)


def all_news() -> WholeList:
    return WholeList(
        gettext("Everything that is published"),
        reverse("home"),
        Release.objects.in_language(active()),
        Event.objects.all(),
        ProgrammePeriod.objects.all(),
        DocumentVersion.objects.all(),
        description=gettext("Releases, events, action programmes and documents as they come out."),
    )


@public_page
def page(request):
    groups = [
        (gettext("Main feeds"), _main()),
        (gettext("Releases of one kind"), _kinds()),
        (gettext("Themes"), _about(Theme, "family__themes")),
        (gettext("Programmes"), _about(Programme, "family__documents__period__programme")),
        (gettext("Leadership and experts"), _about(Spokesperson, "quotes__spokesperson")),
    ]
    return render(
        request,
        "newsroom/feeds.html",
        {
            "groups": [(name, rows) for name, rows in groups if rows],
            "elsewhere": _in_other_languages(request.path_info),
        },
    )


def _in_other_languages(path: str) -> list[dict]:
    same = alternates.of(path)
    return [{"code": code, "name": OWN_NAMES[code], "address": same[code]} for code in CODES if code != active()]


def _main() -> list[Row]:
    releases = ReleaseFilter(active())
    newest = [
        (releases, _newest(releases.releases().select_related("family"))),
        (EventFilter(), _newest(EventFilter().events())),
        (_periods(), _newest(ProgrammePeriod.objects.public().select_related("programme"))),
        (_versions(), _newest(DocumentVersion.objects.public().select_related("document"))),
    ]
    found = [thing for _followed, thing in newest if thing]
    of_all = max(found, key=lambda thing: (thing.publish_at is None, thing.publish_at), default=None)
    return [_row(followed, followed.title, thing) for followed, thing in [(all_news(), of_all), *newest]]


def _periods() -> WholeList:
    return WholeList(gettext("Action programmes"), reverse("programmes:list"))


def _versions() -> WholeList:
    return WholeList(gettext("Documents"), reverse("programmes:documents"))


def _newest(rows):
    return rows.newest_first().first()


def _row(followed, name, thing) -> Row:
    if thing is None:
        return Row(followed, name)
    return Row(followed, name, str(thing), thing.get_absolute_url(), thing.publish_at)


def _kinds() -> list[Row]:
    rows = []
    for kind in Kind:
        followed = ReleaseFilter(active(), kind=kind.value)
        if newest := _newest(followed.releases()):
            rows.append(_row(followed, str(kind.label), newest))
    return rows


def _about(model, way: str) -> list[Row]:
    """Each thing that a release of the page's language is about, with the newest of them, in two queries."""
    releases = Release.objects.public().in_language(active())
    newest = releases.filter(**{way: OuterRef("pk")}).newest_first().values("pk")[:1]
    things = model.objects.public().annotate(newest_release=Subquery(newest)).exclude(newest_release=None)
    found = releases.in_bulk({thing.newest_release for thing in things})
    rows = [_row(NewsAbout(thing), str(thing), found[thing.newest_release]) for thing in things]
    return sorted(rows, key=lambda row: row.name.lower())
