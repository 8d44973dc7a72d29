from ipaddress import ip_address

import pytest
from django.test import RequestFactory

from accounts.network import UNKNOWN, Sender, client_address, is_same_origin, network_of


def request_from(remote, forwarded=None, **headers):
    environ = {"REMOTE_ADDR": remote}
    if forwarded is not None:
        environ["HTTP_X_FORWARDED_FOR"] = forwarded
    return RequestFactory().post("/", headers=headers, **environ)


def test_without_a_trusted_proxy_what_a_client_claims_is_not_believed(settings):
    settings.TRUSTED_PROXIES = []

    assert client_address(request_from("203.0.113.5", "198.51.100.7")) == ip_address("203.0.113.5")


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("6.6.6.6, 198.51.100.7", "198.51.100.7"),  # the client wrote the first one
        ("198.51.100.7, 10.0.0.9", "198.51.100.7"),  # two proxies of ours
        (" 2001:db8::1 ", "2001:db8::1"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("", "10.0.0.1"),
        ("nonsense", "10.0.0.1"),
        ("198.51.100.7, nonsense", "10.0.0.1"),
        ("10.0.0.3, 10.0.0.2", "10.0.0.3"),  # a colleague inside the network
    ],
)
def test_behind_a_trusted_proxy_the_nearest_foreign_address_counts(settings, forwarded, address):
    settings.TRUSTED_PROXIES = ["10.0.0.0/24"]

    assert client_address(request_from("10.0.0.1", forwarded)) == ip_address(address)


@pytest.mark.parametrize("remote", ["", "unix:", "999.1.1.1"])
def test_an_unreadable_address_is_the_unknown_one(remote):
    assert client_address(request_from(remote)) == UNKNOWN


def test_one_connection_is_an_ipv4_address_or_an_ipv6_network_of_64_bits():
    assert network_of(ip_address("203.0.113.5")) != network_of(ip_address("203.0.113.6"))
    assert network_of(ip_address("2001:db8:1:2::1")) == network_of(ip_address("2001:db8:1:2:ffff::9"))
    assert network_of(ip_address("2001:db8:1:2::1")) != network_of(ip_address("2001:db8:1:3::1"))


def test_a_sender_is_an_address_with_its_network_and_its_browser():
    address = ip_address("2001:db8:1:2::1")

    assert Sender.of(request_from("2001:db8:1:2::1", **{"User-Agent": "Firefox"})) == (
        address, network_of(address), "Firefox",
    )  # fmt: skip
    assert Sender.of(request_from("")) == (UNKNOWN, network_of(UNKNOWN), "")


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({}, True),  # no browser, so nobody else's browser either
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"}, False),
    ],
)
def test_a_post_from_another_sites_page_is_recognised(headers, same):
    assert is_same_origin(request_from("203.0.113.5", **headers)) is same
