"""A person who speaks for the house, as the page shows them."""

from newsroom.structured_data import address_of, house_itself, organisation
from newsroom.web import absolute


def of(person) -> dict:
    return {
        "@type": "Person",
        "url": address_of(person),
        "name": person.name,
        "jobTitle": person.title,
        "worksFor": organisation(person.organisation) if person.organisation else house_itself(),
        "telephone": [phone.number.as_e164 for phone in person.phones.all()],
        "email": person.email,
        "image": absolute(person.portrait.whole.src) if person.portrait else "",
        "knowsLanguage": person.languages,
    }
