"""Which events a list shows: page, feed and links take the same selection."""

from dataclasses import dataclass

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from events.models import Event
from newsroom.feeds import Followable
from newsroom.languages import CODES


@dataclass(frozen=True)
class EventFilter(Followable):
    """Those to come; with `when`, those that are over, or all."""

    when: str = ""

    @classmethod
    def asked(cls, query: QueryDict) -> "EventFilter":
        """Raises Http404 for a choice that is not there."""
        when = query.get("when", "")
        if when not in ("", "past", "all"):
            raise Http404
        return cls(when)

    def events(self):
        [events] = self.sources()
        return events.public().latest_first() if self.when else events.public().soonest_first()

    def sources(self):
        events = Event.objects.all()
        return [{"": events.upcoming, "past": events.past, "all": events.all}[self.when]()]

    @property
    def title(self) -> str:
        return {"": gettext("Events"), "past": gettext("Past events"), "all": gettext("All events")}[self.when]

    @property
    def query(self) -> str:
        return f"when={self.when}" if self.when else ""

    @property
    def plain_address(self) -> str:
        return reverse("events:list")

    @property
    def alternates(self) -> dict[str, str]:
        return {code: self._in(code) for code in CODES}

    def _in(self, code: str) -> str:
        with translation.override(code):
            return self.address

    @property
    def is_past(self) -> bool:
        return self.when == "past"

    @property
    def is_narrowed(self) -> bool:
        return bool(self.when)
