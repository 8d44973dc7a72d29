"""Links in plain text, also those that are written to escape programs."""

import re

_ENDINGS = (
    "com|net|org|info|biz|vn|io|ly|me|co|xyz|top|shop|site|online|store|club|click|link|live|win|vip|bet|fun|pro|app|dev|"
    "ru|cn|tk|cc|asia"
)
# A host needs a known ending, so that "xong.Tôi" and "TP.HCM" stay words. Counts are bounded, so that no text is slow.
_LINK = re.compile(
    rf"https?://\S+|\bwww\.\S+|(?<![\w-])[a-z0-9][a-z0-9-]{{0,62}}(?:\.[a-z0-9-]{{1,63}}){{0,4}}\.(?:{_ENDINGS})"
    r"(?![\w-])(?:/\S*)?",
    re.IGNORECASE | re.ASCII,
)
# "nhacai88 . com", "nhacai88[.]com", "nhacai88 chấm com"; not ". Vn", which is a sentence's end.
_HIDDEN_DOT = r"(?: \. ?|\s?[\[({](?:\.|dot|chấm)[\])}]\s?| (?:dot|chấm) )"
_HIDDEN_LINK = re.compile(
    rf"(?<![\w-])[a-z0-9][a-z0-9-]{{2,62}}{_HIDDEN_DOT}(?:com|net|org|info|vn|xyz|top|club|win|vip|bet|online|cc)(?![\w-])",
    re.IGNORECASE,
)
_HIDES_A_DOT = re.compile(r" \.|[\[({]|dot|chấm", re.IGNORECASE)  # one of them is in each hidden dot
_AFTER = ".,;:!?\"'”’)"  # ends the sentence, not the link
_HOST = re.compile(r"(?:[a-z]+://)?(?:[^/?#\s]*@)?([^/?#:\s]+)", re.IGNORECASE)
# Citizens cite the state's own pages; nobody outside the state gets a name there.
TRUSTED = frozenset({"gov.vn"})


def links_in(text: str) -> list[str]:
    """Every link and bare domain of `text` as written, in order; those of `TRUSTED` domains too."""
    found = [(match.start(), match[0].rstrip(_AFTER)) for match in _LINK.finditer(text)]
    if _HIDES_A_DOT.search(text):
        found += [(match.start(), match[0]) for match in _HIDDEN_LINK.finditer(text)]
    return [link for _, link in sorted(found)]


def host_of(link: str) -> str:
    """The domain of a link, an address or a domain as somebody typed it, in lower case: `nhacai88.com`."""
    host = re.sub(rf"{_HIDDEN_DOT}", ".", link.strip().lower())
    match = _HOST.match(host)
    return match[1].strip(".,;!)\"'").removeprefix("www.") if match else ""


def domains_above(host: str) -> list[str]:
    """`a.b.vn` → `a.b.vn`, `b.vn`, `vn`: the domains that `host` belongs to; at most ten."""
    labels = host.split(".")[-10:]
    return [".".join(labels[start:]) for start in range(len(labels))]


def is_trusted(link: str) -> bool:
    return not TRUSTED.isdisjoint(domains_above(host_of(link)))
