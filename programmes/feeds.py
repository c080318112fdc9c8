"""What comes out of programmes as entries of a feed: a new period, and each version of a document."""

from newsroom.feeds import Entry, collected
from newsroom.languages import CODES, active


def period_entry(period) -> Entry:
    """Needs for_feed()."""
    return collected.entry_of(
        period,
        title=str(period),
        summary=str(period.summary or period.programme.summary),
        updated_at=collected.last_change(period),
        template="programmes/period_feed_entry.html",
        words={"period": period},
        categories=collected.categories_of(period.programme.themes.all()),
        facts={"type": "programme_period", "start_date": period.start_date, "end_date": period.end_date},
    )


def version_entry(version) -> Entry:
    """Needs for_feed()."""
    document = version.document
    of_the_page = version.file_in(active())
    files = tuple(
        collected.attached(each.stored_file, document.text_in("title", _language_of(each)))
        for each in sorted(version.files.all(), key=lambda file: file != of_the_page)
        if not each.stored_file.is_struck
    )
    return collected.entry_of(
        version,
        title=str(document.title) if version.number == 1 else str(version),
        summary=str(version.change_note),
        updated_at=collected.last_change(version),
        template="programmes/version_feed_entry.html",
        words={"version": version, "files": files},
        attachments=files,
        categories=collected.categories_of(document.themes.all()),
        facts={"type": "document", "kind": document.kind, "version": version.number},
    )


def _language_of(file) -> str:
    return file.language if file.language in CODES else active()
