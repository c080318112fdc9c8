from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from newsroom import feeds, gone
from newsroom.addresses import leads_on
from newsroom.feeds import WholeList
from newsroom.languages import active
from newsroom.news import NewsAbout, releases_about
from newsroom.pagination import page_of
from newsroom.web import public_page
from programmes.models import Document, DocumentFile, DocumentVersion, Programme, ProgrammePeriod


@public_page
def programme_list(request):
    programmes = Programme.objects.public().for_list()
    return render(request, "programmes/programme_list.html", {"programmes": programmes, "news": _all_periods()})


@public_page
def list_feed(request, form):
    return feeds.answer(request, _all_periods().feed, form)


def _all_periods():
    return WholeList(gettext("Action programmes"), reverse("programmes:list"), ProgrammePeriod.objects.all())


@public_page
@leads_on(Programme)
def detail(request, slug):
    programme = get_object_or_404(Programme.objects.public().for_list(), slug=slug)
    period = programme.shown_period
    return render(
        request,
        "programmes/programme_page.html",
        {
            "programme": programme,
            "period": period,
            "periods": programme.public_periods,
            "documents": period.documents.public().for_list(),
            "releases": _news(programme, request),
            "news": NewsAbout(programme),
        },
    )


@public_page
@leads_on(Programme)
def feed(request, slug, form):
    programme = get_object_or_404(Programme.objects.public(), slug=slug)
    return feeds.answer(request, NewsAbout(programme).feed, form)


@public_page
@leads_on(Programme)
def period(request, slug, first, last):
    periods = ProgrammePeriod.objects.named(slug, first, last)
    found = periods.readable().first()
    if found is None and (removed := periods.gone().first()):
        return gone.page(request, removed)
    if found is None:
        raise Http404
    return render(
        request,
        "programmes/period_page.html",
        {
            "period": found,
            "periods": found.programme.periods.public().latest_first(),
            "documents": found.documents.public().for_list(),
            "releases": _news(found, request),
            "news": None if found.is_withdrawn else NewsAbout(found),
        },
    )


@public_page
@leads_on(Programme)
def period_feed(request, slug, first, last, form):
    periods = ProgrammePeriod.objects.named(slug, first, last)
    found = periods.public().first()
    if found is None and periods.over().exists():
        return gone.page(request)
    if found is None:
        raise Http404
    return feeds.answer(request, NewsAbout(found).feed, form)


@public_page
def document_list(request):
    documents = Document.objects.public().for_list()
    return render(
        request,
        "programmes/document_list.html",
        {"page": page_of(documents, request.GET.get("page")), "news": _all_versions()},
    )


@public_page
def documents_feed(request, form):
    return feeds.answer(request, _all_versions().feed, form)


def _all_versions():
    return WholeList(gettext("Documents"), reverse("programmes:documents"), DocumentVersion.objects.all())


@public_page
@leads_on(Document)
def document(request, slug):
    documents = Document.objects.readable().filter(slug=slug)
    if not documents.exists() and DocumentVersion.objects.gone().filter(document__slug=slug).exists():
        return gone.page(request)
    found = get_object_or_404(documents.for_list())
    return render(
        request,
        "programmes/document_page.html",
        {
            "document": found,
            "newest": found.newest_version,
            "versions": found.versions.readable().order_by("-number").prefetch_related("files__stored_file"),
            "period": ProgrammePeriod.objects.public().filter(documents=found).latest_first().first(),
            "releases": _news(found, request),
        },
    )


@public_page
@leads_on(Document)
def document_file(request, slug, language, extension):
    """The newest file of a language: the address stays while its versions follow each other."""
    files = DocumentFile.objects.public().filter(version__document__slug=slug).newest_first()
    for file in files.in_language(language):
        if extension in file.stored_file.file_type.extensions:
            return redirect(file.stored_file)
    raise Http404


def _news(thing, request):
    releases = releases_about(thing).in_language(active()).newest_first().for_list()
    return page_of(releases, request.GET.get("page"))
