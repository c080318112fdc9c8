"""The programme, its periods, and its documents with PDF files made on the spot."""

from datetime import date

from newsroom import history
from newsroom.demo.almanac import Almanac
from newsroom.demo.content import columns, read, sections
from newsroom.demo.house import themes
from newsroom.demo.pdfs import make_pdf
from newsroom.demo.rows import NOTE, Ledger, identity, publish, written_at
from newsroom.files import StoredFile
from programmes.models import Document, DocumentFile, DocumentVersion, Programme, ProgrammePeriod


def load_programme(ledger: Ledger, almanac: Almanac) -> None:
    content = read("programme")
    programme = content["programme"]
    if ledger.lacks("programme", programme["slug"]):
        with history.change(by=None, note=NOTE):
            row = Programme.objects.create(
                uuid=identity("programme", programme["slug"]),
                slug=programme["slug"],
                **columns("title", programme["title"]),
                **columns("summary", programme["summary"]),
            )
            row.themes.set(themes(programme["themes"]))
        ledger.note("programmes")
    for period in content["period"]:
        if ledger.lacks("period", period["key"]):
            load_period(period, programme["slug"], almanac)
            ledger.note("programme periods")


def load_period(period: dict, programme: str, almanac: Almanac) -> None:
    first = almanac.first_year(period["starts_years_ago"])
    published = almanac.moment(almanac.workday(-period["published_days_ago"]), "10.00")
    with written_at(published):
        row = ProgrammePeriod.objects.create(
            uuid=identity("period", period["key"]),
            programme=Programme.objects.get(uuid=identity("programme", programme)),
            start_date=date(first, 1, 1),
            end_date=date(first + period["lasts_years"] - 1, 12, 31),
            **columns("summary", period["summary"]),
        )
    publish(row, published)


def load_documents(ledger: Ledger, almanac: Almanac, publisher: dict[str, str]) -> None:
    for document in read("programme")["document"]:
        filled = {
            name: {language: almanac.filled(text, language, almanac.today) for language, text in document[name].items()}
            for name in ("title", "subtitle")
        }
        document = {**document, **filled, "publisher": publisher}
        if ledger.lacks("document", document["key"]):
            load_document(document, almanac)
            ledger.note("documents")
        for version in document["version"]:
            if ledger.lacks("version", document["key"], str(version["number"])):
                load_version(document, version, almanac)
                ledger.note("document versions")


def load_document(document: dict, almanac: Almanac) -> None:
    with history.change(by=None, note=NOTE):
        row = Document.objects.create(
            uuid=identity("document", document["key"]),
            slug=almanac.filled(document["slug"], "fi", almanac.today).replace("–", "-"),
            kind=document["kind"],
            period=ProgrammePeriod.objects.get(uuid=identity("period", document["period"])),
            **columns("title", document["title"]),
        )
        row.themes.set(themes(document["themes"]))


def load_version(document: dict, version: dict, almanac: Almanac) -> None:
    number, published = version["number"], almanac.moment(almanac.workday(-version["published_days_ago"]), "9.00")
    files = {language: keep_file(document, version, language, almanac) for language in document["languages"]}
    with written_at(published):
        row = DocumentVersion.objects.create(
            uuid=identity("version", document["key"], str(number)),
            document=Document.objects.get(uuid=identity("document", document["key"])),
            number=number,
            **columns("change_note", version.get("change_note", {})),
        )
        for language, stored in files.items():
            DocumentFile.objects.create(version=row, language=language, stored_file=stored)
    publish(row, published)


def keep_file(document: dict, version: dict, language: str, almanac: Almanac) -> StoredFile:
    title = document["title"][language]
    texts = version.get("text", document["text"])
    chapters = [chapter for name in texts for chapter in sections(name, language)]
    number = version["number"]
    filled = [
        (heading, almanac.filled(with_measures(text, number, language), language, almanac.today))
        for heading, text in chapters
    ]
    made = make_pdf(title, language, filled, document["subtitle"][language], document["publisher"][language])
    return StoredFile.objects.keep_made(made, f"{title}-v{number}.pdf".replace("–", "-"))


def with_measures(text: str, version: int, language: str) -> str:
    """`{measures-2}` becomes the table of the second focus area's measures, as they stand in a version."""
    for area in "1234":
        if (mark := f"{{measures-{area}}}") in text:
            text = text.replace(mark, measures(area, version, language))
    return text


def measures(area: str, version: int, language: str) -> str:
    content = read("measures")
    names = content["municipalities"] if language == "sv" else {}
    lines = [content["head"][language]]
    for measure in content["measure"]:
        if measure["number"].startswith(f"{area}.") and stands_in(measure, version):
            due = measure.get("due", content["ongoing"][language])
            lines.append([measure["number"], measure[language], names.get(measure["lead"], measure["lead"]), due])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def stands_in(measure: dict, version: int) -> bool:
    return measure.get("from_version", 1) <= version <= measure.get("until_version", version)


def documents(keys: list[str]) -> list[Document]:
    return list(Document.objects.filter(uuid__in=[identity("document", key) for key in keys]))


def version(reference: str) -> DocumentVersion:
    """`vesistoohjelma` is its newest version, `vesistoohjelma:1` the first."""
    key, _colon, number = reference.partition(":")
    found = DocumentVersion.objects.filter(document__uuid=identity("document", key))
    return found.get(number=number) if number else found.latest("number")
