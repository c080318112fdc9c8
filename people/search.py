from django.utils.translation import gettext_lazy as _

from newsroom import clock
from newsroom.languages import CODES
from newsroom.models import Organisation
from newsroom.search.registry import Searchable, Texts
from people.models import Spokesperson


def _texts(person):
    """The title of today: one that is held from a later day on is nobody's business before it."""
    for code in CODES:
        title = person.title_on(clock.today(), code)
        house = person.organisation.text_in("name", code) if person.organisation else ""
        yield Texts(code, person.name, lead=str(title), body=str(house), language=code)


SEARCHABLES = [
    Searchable(
        kind="person",
        label=_("People"),
        model=Spokesperson,
        texts=_texts,
        follows={Spokesperson: "pk", Organisation: "organisation"},
        rows=lambda people: people.select_related("organisation").prefetch_related("titles"),
        shown=lambda people: people.for_card(),
        word=lambda person: _("Person"),
        lead=lambda person, language: str(person.title_on(clock.today(), language)),
    )
]
