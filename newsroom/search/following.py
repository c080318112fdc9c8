"""What a search finds as a list that can be followed: newest first, since a reader of feeds asks what is new."""

from functools import cached_property

from django.urls import reverse

from newsroom.feeds import Followable
from newsroom.search import finding
from newsroom.search.filters import SearchFilter
from newsroom.search.registry import Searchable, searchables


class FoundNews(Followable):
    def __init__(self, chosen: SearchFilter):
        self.chosen = chosen
        self.title = chosen.title
        self.query = chosen.query
        self.plain_address = reverse("search")

    @property
    def can_be_followed(self) -> bool:
        return bool(self.chosen.question.words and self._nouns)

    @property
    def _nouns(self) -> list[Searchable]:
        """A quote stands in its release, so by itself it is followed only when nothing but quotes is asked for."""
        nouns = searchables()
        asked = [nouns[self.chosen.kind]] if self.chosen.kind else [each for each in nouns.values() if not each.part_of]
        return [each for each in asked if each.followed]

    def sources(self):
        return [self._found(each) for each in self._nouns]

    def _found(self, noun):
        chosen = self.chosen
        facts = [f"k{noun.kind}", *chosen.facts]
        rows = finding.those(
            noun.model.objects.all(), chosen.question, chosen.language, *facts, is_loose=self._is_loose
        )
        return noun.followed(rows)

    @cached_property
    def _is_loose(self) -> bool:
        """As the page is."""
        return not finding.finds(self.chosen.question, self.chosen.language)
