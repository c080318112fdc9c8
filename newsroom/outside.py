"""Whether the links of a text to other sites still answer. Asked at night only, and never of our own network.

A link is anybody's words, so a name is resolved once, each of its addresses must be one of the open internet,
and the connection goes to that very address: a name that later leads elsewhere leads nowhere.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import lxml.html
from django.utils.translation import gettext_lazy as _

from newsroom import web
from newsroom.checks import Finding, advice
from newsroom.richtext import HTMLField

MOST_LINKS = 20  # of one text
MOST_REDIRECTS = 3
MOST_HEAD_BYTES = 16 * 1024
PIECE = 1024
REDIRECTS = {301, 302, 303, 307, 308}
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Answer(Enum):
    THERE = auto()
    GONE = auto()
    # No such name, or nobody behind it.
    SILENT = auto()
    # We may not or can not tell: not asked, or refused to a machine.
    UNKNOWN = auto()


def addresses_of(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(each[4][0] for each in found))


def is_of_the_open_internet(address: str) -> bool:
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_of_the_open_internet(str(ip.ipv4_mapped))
        # Addresses that carry another one inside, which a gateway would turn back into it.
        if ip.sixtofour or ip.teredo or ip in NAT64 or ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


@dataclass(frozen=True)
class Network:
    """How the outside is reached. Tests open it to their own machine and name its hosts."""

    addresses_of: Callable[[str, int], list[str]] = addresses_of
    may_reach: Callable[[str], bool] = is_of_the_open_internet
    ports: frozenset[int] = frozenset({80, 443})
    patience: float = 5.0


OPEN = Network()


def silent_links(thing) -> list[Finding]:
    """For the nightly re-check: what a text of any kind links to in vain. Takes some 20 seconds at most."""
    bodies = [getattr(thing, field.name) for field in thing._meta.fields if isinstance(field, HTMLField)]
    urls = [url for body in bodies for url in links(body)]
    return [advice("silent_link", SILENT_LINK, "body", address=url) for url in broken(urls, OPEN, seconds=20)]


SILENT_LINK = _("The link to %(address)s does not answer.")


def links(body: str) -> list[str]:
    """The addresses on other sites that a text links to, each once."""
    if "<a " not in body:
        return []
    ours = web.hosts()
    found = lxml.html.fragment_fromstring(body, "div").iterlinks()
    addresses = [link for _element, attribute, link, _position in found if attribute == "href"]
    return [link for link in dict.fromkeys(addresses) if _is_outside(link, ours)]


def _is_outside(link: str, ours: set[str]) -> bool:
    try:
        address = urlsplit(link)
    except ValueError:
        return False
    return address.scheme in ("http", "https") and address.netloc not in {"", *ours}


def broken(urls: Iterable[str], network: Network = OPEN, seconds: float = 60) -> list[str]:
    """Those that do not answer. Where nothing answers at all, the fault is ours and nothing is said."""
    deadline = time.monotonic() + seconds
    answers = {}
    for url in islice(dict.fromkeys(urls), MOST_LINKS):
        if time.monotonic() > deadline:
            break
        answers[url] = ask(url, network)
    is_connected = {Answer.THERE, Answer.GONE} & set(answers.values())
    return [url for url, answer in answers.items() if is_connected and answer in (Answer.GONE, Answer.SILENT)]


def ask(url: str, network: Network = OPEN) -> Answer:
    try:
        return _follow(url, network)
    except ssl.SSLError:
        return Answer.UNKNOWN  # browsers mend some chains of certificates that we can not
    except OSError:
        return Answer.SILENT
    except (ValueError, http.client.HTTPException):
        return Answer.UNKNOWN


def _follow(url: str, network: Network) -> Answer:
    for _step in range(MOST_REDIRECTS + 1):
        status, goal = _status(url, network)
        if status not in REDIRECTS or not goal:
            return _meaning(status)
        url = urljoin(url, goal)
    return Answer.UNKNOWN


def _meaning(status: int | None) -> Answer:
    if status in (404, 410) or (status and status >= 500):
        return Answer.GONE
    return Answer.THERE if status and 200 <= status < 500 else Answer.UNKNOWN


def _status(url: str, network: Network) -> tuple[int | None, str]:
    """The status and where it leads; None for an address that is not ours to ask."""
    address = urlsplit(url)
    port = address.port or {"http": 80, "https": 443}.get(address.scheme, 0)
    if not address.hostname or address.scheme not in ("http", "https") or port not in network.ports:
        return None, ""
    host = address.hostname.encode("idna").decode("ascii")
    addresses = network.addresses_of(host, port)
    if not all(network.may_reach(each) for each in addresses):
        return None, ""
    status, goal = _request("HEAD", address, host, port, addresses, network)
    # Some servers know HEAD badly, so only GET says that something is wrong.
    return (status, goal) if status < 400 else _request("GET", address, host, port, addresses, network)


def _request(method, address, host, port, addresses, network) -> tuple[int, str]:
    deadline = time.monotonic() + network.patience
    with _connect(addresses, port, deadline) as plain:
        if address.scheme == "http":
            return _exchange(plain, _words(method, address, host, port), deadline)
        with ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secure:
            return _exchange(secure, _words(method, address, host, port), deadline)


def _connect(addresses: list[str], port: int, deadline: float) -> socket.socket:
    """To one of the addresses that were looked at, never by name."""
    failure = OSError("no address")
    for each in addresses:
        try:
            return socket.create_connection((each, port), _left(deadline))
        except OSError as error:
            failure = error
    raise failure


def _words(method: str, address: SplitResult, host: str, port: int) -> bytes:
    path = quote(address.path or "/", safe="/%:@!$&'()*+,;=~")
    query = f"?{quote(address.query, safe='/%:@!$&()*+,;=~?')}" if address.query else ""
    name = f"[{host}]" if ":" in host else host
    named = name if port in (80, 443) else f"{name}:{port}"
    return (
        f"{method} {path}{query} HTTP/1.1\r\nHost: {named}\r\nUser-Agent: Newsroom link check\r\n"
        "Accept: */*\r\nConnection: close\r\n\r\n"
    ).encode("ascii")


def _exchange(connection: socket.socket, words: bytes, deadline: float) -> tuple[int, str]:
    connection.settimeout(_left(deadline))
    connection.sendall(words)
    return _read(_head(connection, deadline))


def _head(connection: socket.socket, deadline: float) -> bytes:
    """The answer up to its first empty line, however slowly it comes, and at most a kilobyte of what follows."""
    head = b""
    while b"\r\n\r\n" not in head and len(head) < MOST_HEAD_BYTES:
        connection.settimeout(_left(deadline))
        piece = connection.recv(PIECE)
        if not piece:
            break
        head += piece
    return head


def _read(head: bytes) -> tuple[int, str]:
    first, _end, rest = head.partition(b"\r\n")
    version, _space, status = first.partition(b" ")
    if not version.startswith(b"HTTP/1.") or not status[:3].isdigit():
        raise http.client.BadStatusLine(first[:40].decode("ascii", "replace"))
    return int(status[:3]), http.client.parse_headers(io.BytesIO(rest)).get("Location", "")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
