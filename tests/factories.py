"""Plain factories. A state is a trait: ReleaseFactory(embargoed=True). A release without a trait is a draft."""

import io
import itertools
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image as PillowImage

from events.models import Event, Venue
from newsroom import clock
from newsroom.models import AccessibilityStatement, Image, Organisation, StoredFile, Theme, User
from newsroom.publishing import Status
from people.models import Phone, Spokesperson, Title
from programmes.models import Document, DocumentFile, DocumentVersion, Programme, ProgrammePeriod
from releases.models import Attachment, Contact, Release, ReleaseFamily, ReleaseSeries, Sender

HELSINKI = ZoneInfo("Europe/Helsinki")
PASSWORD = "correct horse battery staple"
_numbers = itertools.count(1)

STATES = ["draft", "in_review", "embargoed", "published", "withdrawn", "removed", "gone"]


def helsinki(*when: int) -> datetime:
    return datetime(*when, tzinfo=HELSINKI)


def _state(fields: dict) -> dict:
    """Turn the traits among the fields into a status and a moment."""
    now = clock.now()
    past, future = now - timedelta(days=2), now + timedelta(days=2)
    over = {"withdrawn_at": now - timedelta(days=1), "withdrawal_reason": "The figures were wrong."}
    traits = {
        "draft": {"status": Status.DRAFT},
        "in_review": {"status": Status.IN_REVIEW},
        "embargoed": {"status": Status.CLEARED, "publish_at": future},
        "published": {"status": Status.CLEARED, "publish_at": past},
        "withdrawn": {"status": Status.WITHDRAWN, "publish_at": past, **over},
        "removed": {"status": Status.REMOVED, "publish_at": None},
        "gone": {"status": Status.REMOVED, "publish_at": past},
    }
    chosen = [name for name in traits if fields.pop(name, False)]
    return {**(traits[chosen[0]] if chosen else {}), **fields}


class _Factory:
    def __new__(cls, **fields):
        return cls.make(next(_numbers), fields)


class UserFactory(_Factory):
    @staticmethod
    def make(number, fields):
        groups = [name for name in ("writer", "editor", "administrator") if fields.pop(name, False)]
        defaults = {"email": f"user{number}@jokikunnat.example", "name": f"User {number}"}
        user = User.objects.create_user(password=PASSWORD, **(defaults | fields))
        user.groups.set(Group.objects.filter(name__in=[name.title() for name in groups]))
        return user


class OrganisationFactory(_Factory):
    @staticmethod
    def make(number, fields):
        names = {"name_fi": f"Liitto {number}", "name_sv": f"Förbund {number}", "name_en": f"Association {number}"}
        return Organisation.objects.create(**(names | fields))


class AccessibilityStatementFactory(_Factory):
    """Of the house, which is made if there is none; `parts` are texts of what is not accessible."""

    @staticmethod
    def make(number, fields):
        parts = fields.pop("parts", [])
        if "organisation" not in fields:
            fields["organisation"] = Organisation.objects.house() or OrganisationFactory(is_house=True)
        defaults = {
            "conformance": "partial",
            "method_fi": "Ruudunlukijalla.",
            "assessed_on": clock.today(),
            "feedback_email": "palaute@jokikunnat.example",
            "supervisor_name_fi": "Valvoja",
            "supervisor_website_fi": "https://valvoja.example/",
        }
        statement = AccessibilityStatement.objects.create(**(defaults | fields))
        for position, what in enumerate(parts):
            statement.parts.create(what_fi=what, explanation_fi="Selitys.", position=position)
        return statement


class ThemeFactory(_Factory):
    @staticmethod
    def make(number, fields):
        return Theme.objects.create(**({"name_fi": f"Teema {number}", "slug": f"theme-{number}"} | fields))


class PdfFactory(_Factory):
    """A stored PDF of one page."""

    @staticmethod
    def make(number, fields):
        upload = ContentFile(pdf_bytes(fields.pop("words", "")), name=fields.pop("name", f"file-{number}.pdf"))
        return StoredFile.objects.store(upload)


def pdf_bytes(words: str = "") -> bytes:
    import pydyf

    pdf, page = pydyf.PDF(), pydyf.Stream()
    page.begin_text()
    page.set_font_size("F1", 12)
    page.show_text_string(words or "Text")
    page.end_text()
    font = pydyf.Dictionary({"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica"})
    pdf.add_object(font)
    pdf.info["Title"] = pydyf.String(words or "Text")
    pdf.add_object(page)
    fonts = pydyf.Dictionary({"Font": pydyf.Dictionary({"F1": font.reference})})
    parts = {"Parent": pdf.pages.reference, "Contents": page.reference, "Resources": fonts}
    pdf.add_page(pydyf.Dictionary({"Type": "/Page", **parts}))
    out = io.BytesIO()
    pdf.write(out)
    return out.getvalue()


def picture_bytes(width=400, height=300, picture_format="PNG", colour="teal", **options) -> bytes:
    out = io.BytesIO()
    PillowImage.new("RGB", (width, height), colour).save(out, picture_format, **options)
    return out.getvalue()


class ImageFactory(_Factory):
    @staticmethod
    def make(number, fields):
        content = picture_bytes(colour=(number % 256, number // 256, 99))
        upload = ContentFile(content, name=fields.pop("file_name", f"picture-{number}.png"))
        return Image.objects.keep(upload, **({"alt_fi": f"Kuva {number}"} | fields))


class SpokespersonFactory(_Factory):
    @staticmethod
    def make(number, fields):
        title, phone = fields.pop("title", "toimitusjohtaja"), fields.pop("phone", "+358500000131")
        defaults = {"given_name": "Aino", "family_name": f"Rantamäki{number}", "slug": f"person-{number}"}
        person = Spokesperson.objects.create(**({"listed": True} | defaults | fields))
        Title.objects.create(spokesperson=person, text_fi=title)
        Phone.objects.create(spokesperson=person, number=phone)
        return person


class VenueFactory(_Factory):
    @staticmethod
    def make(number, fields):
        return Venue.objects.create(**({"name_fi": f"Sali {number}", "city_fi": "Lehtiranta"} | fields))


class EventFactory(_Factory):
    @staticmethod
    def make(number, fields):
        themes = fields.pop("themes", [])
        day = clock.today() + timedelta(days=30)
        defaults = {"title_fi": f"Tapahtuma {number}", "slug": f"event-{number}", "start_date": day, "end_date": day}
        if "online_url" not in fields and "venue" not in fields:
            defaults["venue"] = VenueFactory()
        event = Event.objects.create(**(defaults | _state(fields)))
        event.themes.set(themes)
        return event


class ProgrammeFactory(_Factory):
    @staticmethod
    def make(number, fields):
        return Programme.objects.create(**({"title_fi": f"Ohjelma {number}", "slug": f"programme-{number}"} | fields))


class ProgrammePeriodFactory(_Factory):
    @staticmethod
    def make(number, fields):
        defaults = {"start_date": date(2024, 1, 1), "end_date": date(2027, 12, 31)}
        if "programme" not in fields:
            defaults["programme"] = ProgrammeFactory()
        return ProgrammePeriod.objects.create(**(defaults | _state(fields)))


class DocumentFactory(_Factory):
    @staticmethod
    def make(number, fields):
        return Document.objects.create(**({"title_fi": f"Asiakirja {number}", "slug": f"document-{number}"} | fields))


class DocumentVersionFactory(_Factory):
    @staticmethod
    def make(number, fields):
        stored_file = fields.pop("stored_file", None)
        if "document" not in fields:
            fields["document"] = DocumentFactory()
        version = DocumentVersion.objects.create(**_state(fields))
        DocumentFile.objects.create(version=version, stored_file=stored_file or PdfFactory())
        return version


class ReleaseSeriesFactory(_Factory):
    @staticmethod
    def make(number, fields):
        return ReleaseSeries.objects.create(**({"name_fi": f"Sarja {number}"} | fields))


class ReleaseFamilyFactory(_Factory):
    @staticmethod
    def make(number, fields):
        related = {name: fields.pop(name, []) for name in ("themes", "places", "documents", "events", "related")}
        senders = fields.pop("organisations", [])
        family = ReleaseFamily.objects.create(**fields)
        for name, rows in related.items():
            getattr(family, name).set(rows)
        for position, organisation in enumerate(senders):
            Sender.objects.create(family=family, organisation=organisation, position=position)
        return family


class ReleaseFactory(_Factory):
    """Facts of the family (themes, documents, image, …) may be given beside those of the text."""

    OF_FAMILY = ("kind", "themes", "places", "documents", "events", "related", "series", "organisations", "image")

    @classmethod
    def make(cls, number, fields):
        shared = {name: fields.pop(name) for name in cls.OF_FAMILY if name in fields}
        contacts, files = fields.pop("contacts", []), fields.pop("files", [])
        defaults = {
            "headline": f"Tiedote {number}",
            "slug": f"release-{number}",
            "lead": "Ingressi.",
            "body": "<p>Teksti.</p>",
        }
        if "family" not in fields:
            defaults["family"] = ReleaseFamilyFactory(**shared)
        release = Release.objects.create(**(defaults | _state(fields)))
        for person in contacts:
            Contact.objects.create(release=release, spokesperson=person, name=person.name, title=str(person.title))
        for stored_file in files:
            Attachment.objects.create(release=release, stored_file=stored_file, label=f"Liite {number}")
        return release


def quote(speaker: str, words: str, title: str = "", person: str = "") -> str:
    return (
        f'<blockquote data-speaker="{speaker}" data-title="{title}" data-person="{person}"><p>{words}</p></blockquote>'
    )
