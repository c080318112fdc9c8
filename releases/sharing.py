"""Ways to pass a page on: plain links that carry its address and nothing of the reader."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Link:
    label: str | Promise
    address: str
    is_elsewhere: bool = True


_ELSEWHERE = {
    "LinkedIn": "https://www.linkedin.com/sharing/share-offsite/?url={}",
    "Facebook": "https://www.facebook.com/sharer/sharer.php?u={}",
    "Bluesky": "https://bsky.app/intent/compose?text={}",
    "X": "https://x.com/intent/post?url={}",
    "WhatsApp": "https://wa.me/?text={}",
}


def ways(address: str, headline: str) -> list[Link]:
    subject = quote(headline.replace("\u00ad", ""), safe="")
    body = quote(f"{address}\r\n", safe="")
    return [
        Link(_("E-mail"), f"mailto:?subject={subject}&body={body}", is_elsewhere=False),
        *(Link(name, pattern.format(quote(address, safe=""))) for name, pattern in _ELSEWHERE.items()),
    ]
