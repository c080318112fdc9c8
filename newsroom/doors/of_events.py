"""Where an event could show: on the pages of every language."""

from functools import cached_property

from django.utils.translation import gettext_lazy as _

from events.models import Event
from newsroom.doors.around import MOST, ONLY_RELEASES, OWN_PAGE, Around, address, address_of, in_each_language, sitemap
from newsroom.doors.door import FOLLOWED, Door
from newsroom.doors.searches import search_feed_for, search_for, suggested
from newsroom.feeds import MOST_ENTRIES
from newsroom.languages import CODES
from newsroom.views import COMING
from releases.models import Release


class AroundEvent(Around):
    shows_nothing = ONLY_RELEASES | {
        "programmes:list",
        "programmes:feed",
        "programmes:documents_feed",
        "programmes:detail",
        "programmes:period",
        "programmes:period_card",
        "programmes:documents",
        "programmes:document",
        "programmes:document_file",
    }

    def __init__(self, thing, at):
        super().__init__(thing, at)
        self.pictures = self._shown(thing.image)

    @cached_property
    def coming(self):
        return Event.objects.public(self.at).upcoming(self.at).soonest_first()

    def _door(self, name, language, where, **options):
        return Door(name, where, addresses=(address_of(self.thing, language),), **options)

    def sitemap(self):
        addresses = tuple(where for _language, where in in_each_language(self.thing))
        yield Door(_("Sitemap"), sitemap("events"), addresses=addresses)

    def home(self):
        is_expected = self.thing in self.coming[:COMING]
        for language in CODES:
            yield self._door(_("Front page"), language, address(language, "home"), is_expected=is_expected)

    def theme(self):
        for theme in self.thing.themes.all():
            is_expected = self.thing in self.coming.about(theme)[:COMING]
            for language, where in in_each_language(theme):
                yield self._door(_("Page of a theme"), language, where, detail=str(theme.name), is_expected=is_expected)

    def search(self):
        for language in CODES:
            where = search_for(self.thing.text_in("title", language), language)
            yield self._door(_("Search page"), language, where, pages=FOLLOWED)

    def search_feed(self):
        for language in CODES:
            where = search_feed_for(self.thing.text_in("title", language), language, "event")
            yield self._door(_("Feed of a search"), language, where, is_expected=False)

    def search_suggestions(self):
        yield from suggested(lambda language: self.thing.text_in("title", language))

    def events_list(self):
        query = {"when": "past"} if self.thing.is_past(self.at) else {}
        for language in CODES:
            where = address(language, "events:list", **query)
            yield self._door(_("List of events"), language, where, pages=FOLLOWED)

    def events_feed(self):
        this = Event.objects.filter(pk=self.thing.pk)
        events = Event.objects.public(self.at)
        if this.past(self.at).exists():
            query, others = {"when": "past"}, events.past(self.at)
        else:
            query, others = {}, events.upcoming(self.at)
        is_expected = others.filter(publish_at__gte=self.moment).count() <= MOST_ENTRIES
        for language in CODES:
            where = address(language, "events:feed", "rss", **query)
            yield self._door(_("Feed of events"), language, where, is_expected=is_expected)

    def home_feed(self):
        for language in CODES:
            where = address(language, "home_feed", "rss")
            is_expected = self.is_among_the_newest(language)
            yield self._door(_("Feed of everything"), language, where, is_expected=is_expected)

    def feeds(self):
        is_expected = self.is_newest_of_its_kind(Event.objects.upcoming(self.at))
        for language in CODES:
            where = address(language, "feeds")
            yield self._door(_("Page about the feeds"), language, where, is_expected=is_expected)

    def events_detail(self):
        for language, where in in_each_language(self.thing):
            yield Door(OWN_PAGE, where, words=str(self.thing.text_in("title", language)))
            yield from self._old_addresses(self.thing, "events:detail", language)

    def events_card(self):
        for language in CODES:
            yield Door(_("Card for sharing"), address(language, "events:card", self.thing.slug))

    def releases_detail(self):
        for release in Release.objects.public(self.at).about(self.thing).newest_first()[:MOST]:
            yield self._door(
                _("Release about it"), release.language, release.get_absolute_url(), detail=release.headline
            )
