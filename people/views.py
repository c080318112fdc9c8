from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from newsroom import feeds
from newsroom.addresses import leads_on
from newsroom.languages import active
from newsroom.models import Organisation
from newsroom.news import NewsAbout
from newsroom.pagination import page_of
from newsroom.web import public_page
from people import structured_data
from people.models import Spokesperson
from people.vcard import VERSIONS


@public_page
def spokesperson_list(request):
    people = Spokesperson.objects.public().for_card().by_name()
    return render(request, "people/spokesperson_list.html", {"people": people})


@public_page
@leads_on(Spokesperson)
def detail(request, slug):
    person = get_object_or_404(Spokesperson.objects.public().for_card(), slug=slug)
    quotes = person.quotes.public().first_in(active()).newest_first().for_list()
    return render(
        request,
        "people/spokesperson_page.html",
        {
            "person": person,
            "quotes": page_of(quotes, request.GET.get("page")),
            "news": NewsAbout(person),
            "structured_data": structured_data.of(person),
        },
    )


@public_page
@leads_on(Spokesperson)
def card(request, slug):
    """`?v=3` writes it for address books that know no newer one."""
    version = request.GET.get("v", VERSIONS[0])
    person = get_object_or_404(Spokesperson.objects.public().for_card(), slug=slug)
    if version not in VERSIONS:
        raise Http404
    return HttpResponse(
        person.card(Organisation.objects.house()).written(version),
        content_type="text/vcard; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{person.slug}.vcf"', "X-Robots-Tag": "noindex"},
    )


@public_page
@leads_on(Spokesperson)
def feed(request, slug, form):
    person = get_object_or_404(Spokesperson.objects.public(), slug=slug)
    return feeds.answer(request, NewsAbout(person).feed, form)
