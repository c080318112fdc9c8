"""A few true texts in three languages, and what a question finds among them."""

from newsroom.search import finding
from newsroom.search.question import Question
from newsroom.search.registry import searchables
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EventFactory,
    PdfFactory,
    ReleaseFactory,
    SpokespersonFactory,
    VenueFactory,
    helsinki,
    quote,
)

FINNISH = {
    "kaupungeissa": ("Kaupungeissa tarvitaan uusia siltoja", "Kaupunkien sillat on korjattava ennen talvea."),
    "politiikka": ("Kaupunkipolitiikka uudistuu", "Uusi linja hyväksyttiin kokouksessa yksimielisesti."),
    "saari": ("Saaressa avattiin laituri", "Laiva kulkee saareen kahdesti päivässä."),
    "saari-jalka": ("Sääri kipeytyi juoksussa", "Säären kipu helpotti levolla."),
    "tyo": ("Työehtosopimusneuvotteluissa päästiin ratkaisuun", "Sovittelija kiitti molempia osapuolia."),
    "jyvaskyla": ("Jyväskylässä kokeillaan karttaa", "Kartta näyttää, mihin vesi nousee."),
    "uusikaupunki": ("Uudenkaupungin satama laajenee", "Rahti kasvoi viidenneksen."),
    "aanekoski": ("Äänekoskelle rakennetaan kalatie", "Lohet pääsevät koskesta ylös. Kaloja lasketaan kameralla."),
    "eu": ("EU-rahoituksen haku alkaa", "EU:n tuki kattaa puolet. STM:n ohje tulee ja TKI-menot kasvavat."),
    "turku": ("Turun rannat kuntoon", "Turku ja Åbo ovat sama paikka."),
    "budjetti": ("Talousarvio 2027 valmistui", "Vuosina 2025–2027 menot kasvavat 3,5 prosenttia. COVID-19 näkyy yhä."),
    "vesisto": ("Vesistö\u00adohjelma hyväksyttiin", "Ohjelmassa on kuusi tavoitetta."),
    "viiva": ("Vesistö-ohjelman arviointi julki", "Arviointi tehdään joka vuosi."),
    "nuoret": ("Nuorisovaltuustolle ääni", "Nuorten aloite meni läpi, ja lapsetkin saivat puheenvuoron."),
    "maakunta": ("Maakuntien liitot koolla", "Hallituksen ja liittojen kokous kesti tunnin."),
    "laki": ("Uusi laki voimaan", "Lain mukaan kunnat vastaavat vedestä."),
    "talous": ("Kuntien talous kiristyy", "Menojen kasvu jatkuu kunnissa."),
    "yo": ("Yötyö vähenee", "Öisin ajetaan vähemmän, ja työt tehdään päivällä."),
    "nimi": ("Lausunto patojen kunnosta", f"{quote('Elias Sandkvist', 'Padot vuotavat jo tänään.')}"),
}
SWEDISH = {
    "bro": ("Broarna i städerna repareras", "Kommunernas broar är gamla."),
    "abo": ("Åbo ordnar vattendagar", "I Åbos centrum möts alla kommuner."),
    "skola": ("Skolornas elever fick rösta", "Eleverna i skolan valde en park."),
    "program": ("Programmet för vattendragen godkändes", "Vattendragens tillstånd blir bättre."),
    "gava": ("En gåva till museet", "Gåvan delades ut i går."),
    "budget": ("Budgeten för 2027", "EU:s stöd räcker till hälften av kostnaderna."),
    "over": ("Övergången öppnades", "Överallt fanns det folk på järnvägen."),
}
ENGLISH = {
    "bridge": ("Bridges in cities need repair", "The bridge over the river was closed by the city."),
    "flood": ("Flooding municipalities ask for funding", "Every municipality funded its own maps."),
    "water": ("Running water returned", "The runner-up won nothing; it's a well-known story."),
    "research": ("R&D money for rivers", "COVID-19 delayed the 2027 report."),
    "naive": ("A naïve café plan", "The résumé of the plan was short."),
}


def make_corpus():
    day = iter(range(1, 29))
    for language, texts in (("fi", FINNISH), ("sv", SWEDISH), ("en", ENGLISH)):
        for key, (headline, body) in texts.items():
            html = body if body.startswith("<") else f"<p>{body.replace('&', '&amp;')}</p>"
            moment = helsinki(2026, 3 if language == "fi" else 4, next(day) if language == "fi" else 1, 9)
            ReleaseFactory(
                published=True, language=language, slug=key, headline=headline, lead="", body=html, publish_at=moment
            )
    hall = VenueFactory(name_fi="Satamahalli", city_fi="Rauma")
    EventFactory(title_fi="Jokipäivät", summary_fi="Kaksi päivää satamassa.", slug="event", published=True, venue=hall)
    SpokespersonFactory(given_name="Aino", family_name="Rantamäki", slug="person", title="johtaja")
    pdf = PdfFactory(words="Tulvamittari")
    document = DocumentFactory(title_fi="Mittausopas", slug="document")
    DocumentVersionFactory(document=document, stored_file=pdf, published=True)


def slugs(asked: str, language: str) -> list[str]:
    found = finding.find_somehow(Question.asked(asked), language).candidates
    things = [
        (each, searchables()[each.kind].model.objects.get(pk=each.object_id)) for each in found if each.kind != "quote"
    ]
    return [thing.document.slug if each.kind == "document" else thing.slug for each, thing in things]


def check(asked, language, expected):
    found = slugs(asked, language)
    assert (set(found) if isinstance(expected, set) else found) == expected
    assert len(found) == len(expected)
