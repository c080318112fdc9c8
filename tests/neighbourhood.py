"""A release with one or two of everything that can stand around it."""

from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    ImageFactory,
    PdfFactory,
    ProgrammePeriodFactory,
    ReleaseFactory,
    SpokespersonFactory,
    ThemeFactory,
    quote,
)


def full_release(**fields):
    """Themes, a contact who is quoted, an event, a document of a period, two attachments and a picture."""
    person = SpokespersonFactory()
    period = ProgrammePeriodFactory(published=True)
    document = DocumentFactory(period=period)
    DocumentVersionFactory(document=document, published=True)
    defaults = {
        "headline": "Seitsemän jokea saa yhteisen tulvavahdin",
        "slug": "tulvavahti",
        "body": f"<p>Teksti.</p>{quote(person.name, 'Tulva ei odota kokousta.')}",
        "themes": [ThemeFactory(slug="tulvat"), ThemeFactory(slug="sillat")],
        "contacts": [person],
        "events": [EventFactory(published=True)],
        "documents": [document],
        "files": [PdfFactory(words="Liite yksi"), PdfFactory(words="Liite kaksi")],
        "image": ImageFactory(),
    }
    return ReleaseFactory(**(defaults | fields))
