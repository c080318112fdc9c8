"""The public media bank: pictures that an editor has put there, for other newsrooms to use with their credit."""

from functools import reduce
from operator import or_
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.shortcuts import render

from newsroom.languages import CODES
from newsroom.models import Image
from newsroom.pagination import page_of
from newsroom.search.question import Question
from newsroom.web import public_page

PER_PAGE = 24
SEARCHED = (*(f"{name}_{code}" for name in ("alt", "caption") for code in CODES), "credit")


@public_page
def pictures(request):
    question = Question.asked(request.GET.get("q"))
    found = _with_words(Image.objects.in_media_bank(), question.words)
    return render(
        request,
        "newsroom/media_bank.html",
        {
            "question": question,
            "query": urlencode({"q": question.text}) if question.words else "",
            "page": page_of(found, request.GET.get("page"), PER_PAGE),
        },
    )


def _with_words(pictures: QuerySet, words: list[str]) -> QuerySet:
    for word in words:
        pictures = pictures.filter(reduce(or_, (Q(**{f"{field}__icontains": word}) for field in SEARCHED)))
    return pictures
