"""Where a programme period could show. With its first period the programme itself comes out."""

from functools import cached_property

from django.utils.translation import gettext_lazy as _

from newsroom.doors.around import MOST, ONLY_RELEASES, OWN_PAGE, Around, address, address_of, in_each_language, sitemap
from newsroom.doors.door import FOLLOWED, Door
from newsroom.doors.searches import search_feed_for, search_for, suggested
from newsroom.feeds import MOST_ENTRIES
from newsroom.languages import CODES
from programmes.models import Document, Programme, ProgrammePeriod
from releases.models import Release


class AroundPeriod(Around):
    shows_nothing = ONLY_RELEASES - {"programmes:programme_feed", "programmes:period_feed"} | {
        "events:list",
        "events:feed",
        "events:detail",
        "events:card",
        "programmes:documents_feed",
        "programmes:documents",
        "programmes:document_file",
        "file",
        "rendition",
        "press_picture",
    }

    @cached_property
    def programme(self) -> Programme:
        return self.thing.programme

    @cached_property
    def is_first(self) -> bool:
        others = self.programme.periods.exclude(pk=self.thing.pk)
        return not any(other.is_public(self.moment) for other in others)

    def _door(self, name, language, where, **options):
        addresses = [address_of(self.thing, language)]
        if self.is_first:
            addresses.append(address_of(self.programme, language))
        return Door(name, where, addresses=tuple(addresses), **options)

    def sitemap(self):
        things = [self.thing, self.programme] if self.is_first else [self.thing]
        addresses = tuple(where for thing in things for _language, where in in_each_language(thing))
        yield Door(_("Sitemap"), sitemap("programmes"), addresses=addresses)

    def home(self):
        shown = ProgrammePeriod.objects.public(self.at).in_force(self.at).latest_first().first()
        for language in CODES:
            where = address(language, "home")
            yield self._door(_("Front page"), language, where, is_expected=shown == self.thing)

    def theme(self):
        if self.is_first:
            for theme in self.programme.themes.all():
                for language, where in in_each_language(theme):
                    yield self._door(_("Page of a theme"), language, where, detail=str(theme.name))

    def search(self):
        for language in CODES:
            where = search_for(self._name_in(language), language)
            yield Door(_("Search page"), where, addresses=(address_of(self.thing, language),), pages=FOLLOWED)

    def search_feed(self):
        for language in CODES:
            where = search_feed_for(self._name_in(language), language, "programme")
            yield self._door(_("Feed of a search"), language, where, is_expected=False)

    def search_suggestions(self):
        yield from suggested(self._name_in)

    def programmes_list(self):
        for language in CODES:
            yield self._door(_("List of programmes"), language, address(language, "programmes:list"))

    def programmes_feed(self):
        newer = ProgrammePeriod.objects.public(self.at).filter(publish_at__gte=self.moment)
        for language in CODES:
            where = address(language, "programmes:feed", "rss")
            is_expected = newer.count() <= MOST_ENTRIES
            yield self._door(_("Feed of programmes"), language, where, is_expected=is_expected)

    def home_feed(self):
        for language in CODES:
            where = address(language, "home_feed", "rss")
            is_expected = self.is_among_the_newest(language)
            yield self._door(_("Feed of everything"), language, where, is_expected=is_expected)

    def feeds(self):
        is_expected = self.is_newest_of_its_kind(ProgrammePeriod.objects)
        for language in CODES:
            where = address(language, "feeds")
            yield self._door(_("Page about the feeds"), language, where, is_expected=is_expected)

    def programmes_programme_feed(self):
        if self.is_first:
            for language in CODES:
                where = address(language, "programmes:programme_feed", self.programme.slug, "rss")
                yield Door(_("Feed of a programme"), where)

    def programmes_period_feed(self):
        years = self.thing.start_date.year, self.thing.end_date.year
        for language in CODES:
            where = address(language, "programmes:period_feed", self.programme.slug, *years, "rss")
            yield Door(_("Feed of a programme period"), where)

    def programmes_detail(self):
        for language, where in in_each_language(self.programme):
            yield self._door(_("Page of its programme"), language, where)

    def programmes_period(self):
        for language, where in in_each_language(self.thing):
            yield Door(OWN_PAGE, where, words=self._name_in(language))
        for other in self.programme.periods.readable(self.at).exclude(pk=self.thing.pk):
            for language, where in in_each_language(other):
                yield self._door(_("Page of another period"), language, where, detail=other.years)

    def programmes_period_card(self):
        years = self.thing.start_date.year, self.thing.end_date.year
        for language in CODES:
            where = address(language, "programmes:period_card", self.programme.slug, *years)
            yield Door(_("Card for sharing"), where)

    def _name_in(self, language) -> str:
        return f"{self.programme.text_in('title', language)} {self.thing.years}"

    def programmes_document(self):
        for document in Document.objects.readable(self.at).filter(period=self.thing)[:MOST]:
            for language, where in in_each_language(document):
                yield self._door(_("Page of a document"), language, where, detail=str(document.title))

    def releases_detail(self):
        for release in Release.objects.public(self.at).about(self.thing).newest_first()[:MOST]:
            yield self._door(
                _("Release about it"), release.language, release.get_absolute_url(), detail=release.headline
            )
