"""The public media bank: pictures that an editor has put there, for other newsrooms to use with their credit."""

from urllib.parse import urlencode

from django.shortcuts import render

from newsroom.languages import CODES
from newsroom.models import Image
from newsroom.pagination import page_of
from newsroom.web import public_page
from newsroom.words import Question

PER_PAGE = 24
SEARCHED = (*(f"{name}_{code}" for name in ("alt", "caption") for code in CODES), "credit")


@public_page
def pictures(request):
    question = Question.asked(request.GET.get("q"))
    found = question.narrow(Image.objects.in_media_bank(), SEARCHED)
    return render(
        request,
        "newsroom/media_bank.html",
        {
            "question": question,
            "query": urlencode({"q": question.text}) if question.words else "",
            "page": page_of(found, request.GET.get("page"), PER_PAGE),
        },
    )
