"""Which machines may be asked: those of the public Internet alone.

A name is looked up once, all its addresses are looked at, and the connection goes to one of exactly these; so neither
a name that changes its address in between nor one with an inner address among others leads inside.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from socket import inet_aton

INNER_NAMES = (
    "localhost",
    ".localhost",
    ".local",
    ".localdomain",
    ".internal",
    ".intranet",
    ".lan",
    ".home.arpa",
    ".corp",
)
# Besides what the `ipaddress` of every Python that is supported calls not global.
_CLOSED = [
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4"),
        *("::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16"),
        *("fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
    )
]
_TRANSLATED = ip_network("64:ff9b::/96")  # NAT64: the last four bytes are an IPv4 address


def is_public(text: str) -> bool:
    """Whether the IP address `text` is one of the public Internet; False for what is none."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if "%" in text:  # a zone: of a link of this machine
        return False
    inner = _within(address)
    if inner is not None:
        return is_public(str(inner))
    is_open = address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)
    return is_open and not any(address in network for network in _CLOSED if network.version == address.version)


def _within(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for."""
    if not isinstance(address, IPv6Address):
        return None
    if address in _TRANSLATED:
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped


def is_inner_host(host: str) -> bool:
    """Whether a host is one of an inner network by its very name or number: nothing is looked up."""
    name = host.lower().rstrip(".")
    if name in INNER_NAMES or name.endswith(INNER_NAMES):
        return True
    try:
        ip_address(name)
    except ValueError:
        return "." not in name
    return not is_public(name)


def is_inner_for_browsers(host: str) -> bool:
    """As `is_inner_host`, also of a number as browsers still read one: 127.1, 0x7f.0.0.1."""
    try:
        return is_inner_host(host) or not is_public(str(IPv4Address(inet_aton(host))))
    except OSError:
        return False


def may_ask_port(port: int) -> bool:
    """Those of the web, and of programs that anybody may start: never one of mail, files or sign-in."""
    return port in {80, 443} or port >= 1024
