"""Nothing but the public Internet is ever asked, whatever an address, a name or a server says."""

import pytest

from links.connections import resolve
from links.fetching import Asker, HostGate
from links.guard import is_inner_host, is_public, may_ask_port

from .servers import asker, redirect, served


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254"),
        *("0.0.0.1", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "203.0.113.1", "224.0.0.1", "239.1.1.1"),
        *("240.0.0.1", "255.255.255.255", "192.88.99.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "::127.0.0.1", "::7f00:1"),
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "fd00:ec2::254"),
        *("", "nobody", "1.2.3", "127.1", "0x7f000001", "2130706433", "8.8.8.8%1"),
    ],
)
def test_an_address_that_is_not_public_is_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "203.162.0.181", "2001:4860:4860::8888", "::ffff:8.8.8.8", "1.1.1.1"])
def test_a_public_address_is_not(address):
    assert is_public(address)


@pytest.mark.parametrize("host", ["localhost", "a.local", "intranet", "db.internal", "10.0.0.1", "::1", "LOCALHOST."])
def test_an_inner_name_is_known_without_asking(host):
    assert is_inner_host(host)


def test_a_name_of_the_internet_is_none():
    assert not any(map(is_inner_host, ["chinhphu.vn", "8.8.8.8", "2001:4860:4860::8888", "locally.vn"]))


def test_ports_of_mail_and_sign_in_are_not_asked():
    assert [port for port in (22, 25, 80, 110, 443, 445, 6379, 8080) if may_ask_port(port)] == [80, 443, 6379, 8080]


@pytest.mark.parametrize(
    "host",
    ["127.1", "0x7f.0.0.1", "0177.0.0.1", "127.0.0.1.nip.example"],
)
def test_other_ways_to_write_this_machine_lead_nowhere(host):
    """The system's look-up takes them all; what it finds is looked at."""
    inner = Asker(gate=HostGate(between=0.0), resolver=lambda host, port, seconds: ["127.0.0.1"])
    with served() as server:
        assert inner.ask(f"http://{host}:{server.port}/").code == "private"
        assert server.asked == []


def test_the_system_reads_short_and_hexadecimal_addresses_so_the_guard_looks_behind_it():
    assert {address for host in ("127.1", "0x7f.1") for address in resolve(host, 80, 5.0)} == {"127.0.0.1"}


@pytest.mark.parametrize(
    "location",
    [
        "http://inner.example:{port}/secret",
        "//inner.example:{port}/secret",
        "http://user:pass@inner.example:{port}/secret",
    ],
)
def test_a_redirect_leads_to_no_inner_machine(location):
    answers = {}
    with served(answers) as server:
        answers["/"] = redirect(location.format(port=server.port), 302)
        asked = asker({"inner.example": ["169.254.169.254"]})

        assert asked.ask(f"http://a.example:{server.port}/").code == "private"
        assert {path for _, path, _ in server.asked} == {"/", "/robots.txt"}


@pytest.mark.parametrize("location", ["file:///etc/passwd", "gopher://a.example/", "ftp://a.example/", "javascript:1"])
def test_a_redirect_to_another_kind_of_address_is_not_followed(location):
    with served({"/": redirect(location)}) as server:
        assert asker().ask(f"http://a.example:{server.port}/").code == "protocol"


def test_one_inner_address_among_public_ones_is_enough_to_refuse():
    with served() as server:
        names = {"two.example": ["127.0.0.1", "10.0.0.1"]}
        assert asker(names).ask(f"http://two.example:{server.port}/").code == "private"
        assert server.asked == []


def test_a_name_that_changes_its_address_is_asked_at_the_one_that_was_looked_at():
    looked_up = []

    def rebinding(host, port, seconds):
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) % 2 else ["10.0.0.1"]

    with served() as server:
        asked = asker()
        asked.resolver = rebinding
        asked.robots[f"http://a.example:{server.port}"] = None

        assert asked.ask(f"http://a.example:{server.port}/", look_closer=False).code == "200"
        assert len(looked_up) == len(server.asked) == 1


def test_what_the_environment_calls_a_proxy_is_not_used(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with served() as server:
        assert asker().ask(f"http://a.example:{server.port}/").code == "200"
