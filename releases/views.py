from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from newsroom import feeds, gone
from newsroom.addresses import leads_on
from newsroom.languages import active
from newsroom.models import Organisation
from newsroom.pagination import page_of
from newsroom.web import absolute, public_page
from releases import structured_data
from releases.filters import ReleaseFilter
from releases.models import Release
from releases.plain import text_of
from releases.series import place_of
from releases.sharing import ways
from releases.versions import versions

RELATED = 3


@public_page
def release_list(request, year=None):
    chosen = _chosen(request, year)
    return render(
        request,
        "releases/release_list.html",
        {
            "chosen": chosen,
            "page": page_of(chosen.releases().for_list(), request.GET.get("page")),
            "alternates": chosen.alternates,
        },
    )


@public_page
def feed(request, form, year=None):
    return feeds.answer(request, _chosen(request, year).feed, form)


def _chosen(request, year) -> ReleaseFilter:
    """A year without releases has no page."""
    if year and not Release.objects.public().in_language(active()).in_year(int(year)).exists():
        raise Http404
    return ReleaseFilter.asked(request.GET, active(), int(year) if year else None)


@public_page
@leads_on(Release)
def detail(request, slug):
    releases = Release.objects.in_language(active())
    if removed := releases.gone().filter(slug=slug).first():
        return gone.page(request, removed)
    release = get_object_or_404(releases.readable().for_page(), slug=slug)
    about = _about(release)
    return render(
        request,
        "releases/release_page.html",
        {
            "release": release,
            "about": about,
            "alternates": _alternates(release, about["translations"]),
            "structured_data": structured_data.of(release, about),
        },
    )


@public_page
@leads_on(Release)
def text(request, slug):
    """The words of today. A withdrawn text is read on its page only."""
    releases = Release.objects.in_language(active())
    if releases.over().filter(slug=slug).exists():
        return gone.page(request)
    release = get_object_or_404(releases.public().for_page(), slug=slug)
    return _as_text(text_of(release, Organisation.objects.house() or Organisation(name_fi="Newsroom")))


def _as_text(words: str) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8", headers={"X-Robots-Tag": "noindex"})


@public_page
@leads_on(Release)
def version(request, slug, number):
    release, all_versions, this = _version(slug, number)
    if this is None:
        return gone.page(request)
    return render(
        request,
        "releases/version_page.html",
        {
            "release": release,
            "version": this,
            "versions": all_versions,
            "newest": all_versions[0],
            "alternates": _alternates(release, release.siblings.public()),
            # One step up from the text itself: another language may have no such text.
            "here": request.path_info.removesuffix(f"v{number}/"),
        },
    )


@public_page
@leads_on(Release)
def version_text(request, slug, number):
    _release, _all, this = _version(slug, number)
    if this is None:
        return gone.page(request)
    return _as_text(this.text)


def _version(slug, number):
    """The release, its versions and the one asked for; None in its place when the release is gone."""
    releases = Release.objects.in_language(active())
    if releases.gone().filter(slug=slug).exists():
        return None, [], None
    release = get_object_or_404(releases.readable(), slug=slug)
    all_versions = versions(release)
    for each in all_versions:
        if each.number == int(number):
            return release, all_versions, each
    raise Http404


def _about(release) -> dict:
    """What stands around the text: all of it public by itself."""
    related = Release.objects.public().in_language(release.language).related_to(release)
    return {
        "translations": list(release.siblings.public()),
        "attachments": [each for each in release.attachments.all() if each.is_open],
        **_boxes(release.family),
        "events": release.family.events.public().soonest_first().for_list(),
        "versions": versions(release),
        "series": place_of(release),
        "related": related.for_list()[:RELATED],
        **_sharing(release),
    }


def _boxes(family) -> dict:
    """Programme periods, and documents: within their period's box where there is one."""
    periods = list(family.periods.latest_first())
    documents = list(family.documents.public())
    shown = {period.pk for period in periods}
    for document in documents:
        document.is_in_a_box = document.period_id in shown
    return {"periods": periods, "documents": documents}


def _sharing(release) -> dict:
    """A withdrawn text is not passed on."""
    address = absolute(release.get_absolute_url())
    return {"address": address, "ways": ways(address, release.headline) if release.is_public() else []}


def _alternates(release, translations) -> dict[str, str]:
    return {each.language: each.get_absolute_url() for each in [release, *translations]}
