"""Links to other sites, asked of a server on this machine; nothing here looks at the real network."""

import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core import mail

from newsroom import outside, rechecks
from newsroom.outside import Answer, Network, ask, broken, is_of_the_open_internet, links
from tests.factories import EventFactory, ReleaseFactory, UserFactory

HOST = "sillat.example"
PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]


class Site(BaseHTTPRequestHandler):
    """Answers /<status>, and leads on from /to/<address>."""

    def do_GET(self):
        self.server.asked.append((self.command, self.path, self.headers["Host"], self.headers["User-Agent"]))
        if self.path == "/slow":
            time.sleep(0.6)
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
        elif self.path == "/no-head":
            self.send_response(405 if self.command == "HEAD" else 200)
        else:
            self.send_response(int(self.path[1:4]) if self.path[1:4].isdigit() else 200)
        self.end_headers()

    def do_HEAD(self):
        self.do_GET()

    def log_message(self, *args):
        pass


@contextmanager
def served(handler):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def site():
    with served(Site) as server:
        yield server


def port_of(site) -> int:
    return site.server_address[1]


def network_to(site, hosts=(HOST,), **options) -> Network:
    """As the real one, but this machine may be reached, and only these names are known."""

    def addresses_of(host, port):
        if host in hosts:
            return ["127.0.0.1"]
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    defaults = {"addresses_of": addresses_of, "may_reach": lambda address: True, "ports": frozenset({port_of(site)})}
    return Network(**defaults | options)


def at(site, path, host=HOST) -> str:
    return f"http://{host}:{port_of(site)}{path}"


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/200", Answer.THERE),
        ("/204", Answer.THERE),
        ("/no-head", Answer.THERE),
        ("/403", Answer.THERE),
        ("/429", Answer.THERE),
        ("/404", Answer.GONE),
        ("/410", Answer.GONE),
        ("/500", Answer.GONE),
        ("/503", Answer.GONE),
        ("/to//200", Answer.THERE),
        ("/to//404", Answer.GONE),
        ("/to//to//to//200", Answer.THERE),
        ("/to//to//to//to//200", Answer.UNKNOWN),
        ("/to/ftp://sillat.example/", Answer.UNKNOWN),
        ("/to/http://[broken", Answer.UNKNOWN),
        ("/sillat%20ja%20joet?haku=%C3%A4", Answer.THERE),
    ],
)
def test_an_answer_means_this(site, path, answer):
    assert ask(at(site, path), network_to(site)) == answer


def test_a_site_is_asked_for_its_head_first_by_its_name_and_by_ours(site):
    ask(at(site, "/404 å?q=ö"), network_to(site))

    host = f"{HOST}:{port_of(site)}"
    assert site.asked == [(method, "/404%20%C3%A5?q=%C3%B6", host, "Newsroom link check") for method in ("HEAD", "GET")]


@pytest.mark.parametrize("address", PRIVATE)
def test_these_addresses_are_not_of_the_open_internet(address):
    assert not is_of_the_open_internet(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "193.166.3.2", "2001:708:10:8::2", "::ffff:8.8.8.8"])
def test_these_addresses_are_of_the_open_internet(address):
    assert is_of_the_open_internet(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "localhost", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]"])
def test_our_own_machine_is_never_asked_whatever_it_is_called(site, host):
    answer = ask(at(site, "/404", host), Network(ports=frozenset({port_of(site)})))

    assert answer in (Answer.UNKNOWN, Answer.SILENT)
    assert site.asked == []


def test_a_name_with_one_private_address_among_others_is_not_asked(site):
    network = network_to(
        site, addresses_of=lambda host, port: ["8.8.8.8", "127.0.0.1"], may_reach=is_of_the_open_internet
    )

    assert (ask(at(site, "/404"), network), site.asked) == (Answer.UNKNOWN, [])


def test_a_redirect_to_a_private_address_is_not_followed(site):
    network = network_to(
        site,
        addresses_of=lambda host, port: ["127.0.0.1" if host == HOST else "127.0.0.2"],
        may_reach=lambda address: address == "127.0.0.1",
    )

    answer = ask(at(site, f"/to/{at(site, '/404', 'sisainen.example')}"), network)

    assert answer == Answer.UNKNOWN
    assert [path for _method, path, _host, _agent in site.asked if path == "/404"] == []


def test_a_name_is_looked_up_once_a_step_so_that_it_can_not_lead_elsewhere_afterwards(site):
    lookups = []

    def turncoat(host, port):
        lookups.append(host)
        return ["127.0.0.1"] if len(lookups) == 1 else ["10.0.0.1"]

    answer = ask(at(site, "/404"), network_to(site, addresses_of=turncoat, may_reach=lambda a: a == "127.0.0.1"))

    assert (answer, lookups) == (Answer.GONE, [HOST])


@pytest.mark.parametrize("port", [22, 25, 6379, 8000])
def test_other_ports_than_those_of_the_web_are_not_asked(port):
    assert ask(f"http://8.8.8.8:{port}/") == Answer.UNKNOWN


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http://[::1",
        "http://a..b/",
        f"http://{'a' * 70}.example/",
        "http://sillat.example:99999/",
        "http://\x00/",
        "javascript:alert(1)",
        "file:///etc/passwd",
    ],
)
def test_nonsense_is_not_asked(url):
    assert ask(url, Network(addresses_of=lambda host, port: ["10.0.0.1"])) == Answer.UNKNOWN


def test_a_site_that_takes_too_long_is_silent(site):
    assert ask(at(site, "/slow"), network_to(site, patience=0.2)) == Answer.SILENT


class Dripping(BaseHTTPRequestHandler):
    def handle(self):
        try:
            for _letter in range(50):
                self.wfile.write(b"H")
                time.sleep(0.05)
        except OSError:
            pass


def test_a_site_that_answers_letter_by_letter_is_left_after_its_time():
    with served(Dripping) as site:
        begun = time.monotonic()
        answer = ask(at(site, "/"), network_to(site, patience=0.3))

        assert answer == Answer.SILENT
        assert time.monotonic() - begun < 1


class Endless(BaseHTTPRequestHandler):
    def handle(self):
        try:
            while True:
                self.wfile.write(b"x" * 65536)
        except OSError:
            pass


def test_an_endless_head_is_read_for_some_kilobytes_only():
    with served(Endless) as site:
        assert ask(at(site, "/"), network_to(site)) == Answer.UNKNOWN


def test_a_name_that_is_not_known_is_broken_where_another_one_answers(site):
    urls = [at(site, "/200"), at(site, "/404"), at(site, "/", "poissa.example")]

    assert broken(urls, network_to(site)) == urls[1:]


def test_nothing_is_broken_where_no_name_is_known(site):
    assert broken([at(site, "/404"), at(site, "/")], network_to(site, hosts=())) == []


def test_twenty_links_are_asked_and_no_more(site):
    urls = [at(site, f"/404{number}") for number in range(25)]

    assert broken(urls, network_to(site)) == urls[:20]


def test_no_link_is_asked_after_the_time_is_up(site):
    assert broken([at(site, "/404"), at(site, "/410")], network_to(site), seconds=-1) == []
    assert site.asked == []


@pytest.mark.parametrize(
    ("href", "is_outside"),
    [
        ("https://sillat.example/a", True),
        ("http://sillat.example", True),
        ("http://localhost:8000/fi/tiedotteet/", False),
        ("/fi/tiedotteet/", False),
        ("mailto:a@sillat.example", False),
        ("http://[broken", False),
        ("#alku", False),
    ],
)
def test_links_to_other_sites_are_found(href, is_outside):
    body = f'<p>Katso <a href="{href}">täältä</a> ja <a href="{href}">tästä</a>.</p>'

    assert links(body) == ([href] if is_outside else [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make",
    [lambda body: ReleaseFactory(embargoed=True, body=body), lambda body: EventFactory(embargoed=True, body_sv=body)],
    ids=["release", "event"],
)
def test_a_silent_link_is_told_with_its_address(site, monkeypatch, make):
    monkeypatch.setattr(outside, "OPEN", network_to(site))
    url = at(site, "/410")

    found = outside.silent_links(make(f'<p><a href="{url}">x</a></p>'))

    assert [(each.code, each.details, each.is_blocking) for each in found] == [("silent_link", {"address": url}, False)]


@pytest.mark.django_db
def test_the_nightly_check_of_a_scheduled_text_tells_editors_of_its_silent_link_once(site, monkeypatch, press_desk):
    monkeypatch.setattr(outside, "OPEN", network_to(site))
    UserFactory(editor=True)
    url = at(site, "/410")
    ReleaseFactory(embargoed=True, body=f'<p><a href="{url}">x</a> <a href="{at(site, "/200")}">y</a></p>')

    rechecks.recheck()
    rechecks.recheck()

    assert [(url in each.body, at(site, "/200") in each.body) for each in mail.outbox] == [(True, False)]


def test_the_real_network_is_the_narrow_one():
    assert Network(outside.addresses_of, is_of_the_open_internet, frozenset({80, 443}), patience=5.0) == outside.OPEN
