"""Numbered pages. A page number that is not there answers 404, like any address that never existed."""

import re

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404

PER_PAGE = 20
_NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


def page_of(queryset, number: str | None, per_page: int = PER_PAGE) -> Page:
    """The page with a number from the query string ('1' when None); raises Http404 for anything else."""
    if number is not None and not _NUMBER.fullmatch(number):
        raise Http404
    try:
        return Paginator(queryset, per_page).page(int(number or 1))
    except EmptyPage as error:
        raise Http404 from error
