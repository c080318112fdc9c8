"""Where a version of a document could show. With its first version the document itself comes out."""

from dataclasses import replace
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from newsroom.doors.around import MOST, ONLY_RELEASES, OWN_PAGE, Around, address, address_of, in_each_language, sitemap
from newsroom.doors.door import FOLLOWED, Door
from newsroom.doors.of_releases import AroundRelease
from newsroom.doors.searches import search_feed_for, search_for, suggested
from newsroom.feeds import MOST_ENTRIES
from newsroom.languages import CODES
from programmes.models import DocumentFile, DocumentVersion
from releases.models import Release


class AroundDocumentVersion(Around):
    # The feeds of releases give its files on with the releases that announce it.
    WITH_RELEASES = frozenset(
        {
            "theme_feed",
            "releases:feed",
            "releases:year_feed",
            "people:feed",
            "programmes:programme_feed",
            "programmes:period_feed",
        }
    )
    shows_nothing = (ONLY_RELEASES - WITH_RELEASES) | {
        "home",
        "theme",
        "events:list",
        "events:feed",
        "events:detail",
        "events:card",
        "programmes:period_card",
        "programmes:list",
        "programmes:feed",
        "rendition",
        "press_picture",
    }

    def __init__(self, thing, at):
        super().__init__(thing, at)
        self.document = thing.document
        self.files = list(thing.files.select_related("stored_file"))
        self.stored_files = [file.stored_file for file in self.files]

    @cached_property
    def is_first(self) -> bool:
        others = self.document.versions.exclude(pk=self.thing.pk)
        return not any(other.is_public(self.moment) for other in others)

    @property
    def file_addresses(self) -> tuple[str, ...]:
        return tuple(stored.get_absolute_url() for stored in self.stored_files)

    def _row(self, name, language, where, **options):
        """A list names the document and no file, so it tells of the first version only."""
        if self.is_first:
            yield Door(name, where, addresses=(address_of(self.document, language),), **options)

    def sitemap(self):
        if self.is_first:
            addresses = tuple(where for _language, where in in_each_language(self.document))
            yield Door(_("Sitemap"), sitemap("documents"), addresses=addresses)

    def search(self):
        for language in CODES:
            where = search_for(self.document.text_in("title", language), language)
            yield from self._row(_("Search page"), language, where, pages=FOLLOWED)

    def search_feed(self):
        for language in CODES:
            where = search_feed_for(self.document.text_in("title", language), language, "document")
            yield Door(_("Feed of a search"), where, addresses=(self.urn,), is_expected=False)

    def search_suggestions(self):
        if self.is_first:
            yield from suggested(lambda language: self.document.text_in("title", language))

    def programmes_documents(self):
        for language in CODES:
            where = address(language, "programmes:documents")
            yield from self._row(_("List of documents"), language, where, pages=FOLLOWED)

    def programmes_detail(self):
        """The programme's page shows one of its periods."""
        if self._has_public_period:
            programme = self.document.period.programme
            shown = type(programme).objects.for_list().get(pk=programme.pk).shown_period
            for language, where in in_each_language(programme):
                is_expected = shown == self.document.period
                yield from self._row(_("Page of a programme"), language, where, is_expected=is_expected)

    def programmes_period(self):
        if self._has_public_period:
            for language, where in in_each_language(self.document.period):
                yield from self._row(_("Page of a programme period"), language, where)

    @property
    def _has_public_period(self) -> bool:
        return self.document.period is not None and self.document.period.is_public(self.at)

    def programmes_document(self):
        for language, where in in_each_language(self.document):
            words = str(self.document.text_in("title", language)) if self.is_first else ""
            yield Door(OWN_PAGE, where, addresses=self.file_addresses, words=words)
            yield from self._old_addresses(self.document, "programmes:document", language)

    def programmes_document_file(self):
        is_newest = self.document.latest_version(self.at) == self.thing
        for file in self.files:
            extension = file.stored_file.file_type.extensions[0]
            for language in CODES:
                chosen = language if file.language == DocumentFile.MULTILINGUAL else file.language
                where = address(language, "programmes:document_file", self.document.slug, chosen, extension)
                found = (file.stored_file.get_absolute_url(),)
                yield Door(_("Newest file of a language"), where, addresses=found, is_expected=is_newest)

    def programmes_documents_feed(self):
        newer = DocumentVersion.objects.public(self.at).filter(publish_at__gte=self.moment)
        for language in CODES:
            where = address(language, "programmes:documents_feed", "rss")
            is_expected = newer.count() <= MOST_ENTRIES
            yield Door(_("Feed of documents"), where, addresses=(self.urn,), is_expected=is_expected)

    def home_feed(self):
        for language in CODES:
            is_expected = self.is_among_the_newest(language)
            where = address(language, "home_feed", "rss")
            yield Door(_("Feed of everything"), where, addresses=(self.urn,), is_expected=is_expected)

    def feeds(self):
        is_expected = self.is_newest_of_its_kind(DocumentVersion.objects)
        for language in CODES:
            yield from self._row(
                _("Page about the feeds"), language, address(language, "feeds"), is_expected=is_expected
            )

    def _taught(self, name):
        if name in self.WITH_RELEASES:
            return lambda: self._with_newest_release(name)
        return super()._taught(name)

    def _with_newest_release(self, name):
        releases = Release.objects.public(self.at).filter(attachments__document_version=self.thing)
        for release in releases.newest_first()[:1]:
            file = self.thing.file_in(release.language)
            found = (file.stored_file.get_absolute_url(),) if file else ()
            for door in AroundRelease(release, self.at)._taught(name)():
                yield replace(door, addresses=found, words="")

    def releases_detail(self):
        for release in Release.objects.public(self.at).filter(attachments__document_version=self.thing)[:MOST]:
            file = self.thing.file_in(release.language)
            found = (file.stored_file.get_absolute_url(),) if file else ()
            yield Door(_("Release with it"), release.get_absolute_url(), release.headline, found)
        for release in Release.objects.public(self.at).about(self.document).newest_first()[:MOST]:
            where = release.get_absolute_url()
            yield from self._row(_("Release about it"), release.language, where, detail=release.headline)
