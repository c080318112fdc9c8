"""Links to other sites: what counts as dead, and where an address written by an editor can't make us knock."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from newsroom import outside
from releases.models import Release


class Site(BaseHTTPRequestHandler):
    """An outside site: its paths are the statuses that it answers with."""

    asked = []

    def do_GET(self):
        type(self).asked.append((self.command, self.path))
        what = self.path.strip("/").split("?")[0]
        if what == "no-head":
            status = 404 if self.command == "HEAD" else 200
        elif what == "endless":
            return self._redirect("/endless")
        elif what.startswith("to-"):
            return self._redirect("/" + what[3:])
        elif what == "inwards":
            return self._redirect("http://10.0.0.1/")
        else:
            status = int(what)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815

    def _redirect(self, target):
        self.send_response(301)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def site():
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def anybody(address, port):
    return True


@pytest.mark.parametrize(
    ("path", "is_dead"),
    [
        ("/200", False),
        ("/204", False),
        ("/404", True),
        ("/410", True),
        ("/401", False),
        ("/403", False),
        ("/429", False),
        ("/500", False),
        ("/503", False),
        ("/no-head", False),
        ("/to-200", False),
        ("/to-404", True),
        ("/endless", False),
    ],
)
def test_a_link_is_dead_when_the_other_site_says_so(site, path, is_dead):
    assert outside.is_dead(site + path, gate=anybody) is is_dead


def test_a_page_with_words_of_three_languages_in_its_address_is_asked_for(site):
    assert outside.is_dead(f"{site}/404?sana=å ä ö", gate=anybody) is True
    assert Site.asked[0][1].startswith("/404?sana=%C3%A5%20")


@pytest.mark.parametrize("path", ["/200", "/404"])
def test_nobody_knocks_on_this_machine(site, path):
    assert outside.is_dead(site + path) is False
    assert Site.asked == []


def test_a_redirect_inwards_is_not_followed(site):
    knocked = []

    def gate(address, port):
        knocked.append(address)
        return address == "127.0.0.1"

    assert outside.is_dead(f"{site}/inwards", gate=gate) is False
    assert knocked == ["127.0.0.1", "10.0.0.1"]


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_the_open_internet_is_asked(address, is_open):
    assert outside.is_open_internet(address, 443) is is_open


@pytest.mark.parametrize("port", [22, 25, 6379, 8000])
def test_only_the_usual_ports_are_asked(port):
    assert outside.is_open_internet("93.184.216.34", port) is False


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "javascript:alert(1)",
        "http://user:word@127.0.0.1/",
        "http://[::1/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://localhost/",
        "http:///",
        "http://ex\r\nample.com/",
        "http://" + "a" * 300 + ".example/",
        "",
    ],
)
def test_hostile_addresses_are_no_finding_and_no_error(url):
    assert outside.is_dead(url) is False


def test_a_site_that_never_answers_holds_nobody_for_long(monkeypatch):
    monkeypatch.setattr(outside, "TIMEOUT_SECONDS", 5)
    monkeypatch.setattr(outside, "LONGEST_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host, port = silent.getsockname()

        assert outside.is_dead(f"http://{host}:{port}/", gate=anybody) is False


def test_dead_links_are_told_once_with_their_field(site, monkeypatch):
    monkeypatch.setattr(outside, "is_dead", lambda url: url.endswith("/404"))
    links = ["https://a.example/404", "https://a.example/200", "https://a.example/404", "mailto:a@b.example", "/fi/"]
    body = "".join(f'<p><a href="{link}">x</a></p>' for link in [*links, "http://localhost:8000/404"])

    found = outside.findings(Release(body=body))

    assert [(each.code, each.place, each.is_blocking, each.details["address"]) for each in found] == [
        ("link_dead", "body", False, "https://a.example/404")
    ]


def test_a_text_without_links_asks_nobody():
    assert outside.findings(Release(body="<p>Teksti.</p>")) == []
