"""E-mail addresses in a text, also with words for their signs. Pure; work grows with the text."""

import re
from collections.abc import Iterator

_AT = re.compile(r"@ ?|[(\[{] ?(?:at|a còng|a cong) ?[)\]}] ?|(?<= )(?:a còng|a cong|acong|a còn|at) ", re.IGNORECASE)
_NAME_BACKWARDS = re.compile(r"[A-Za-z0-9_%+-]++(?:\.[A-Za-z0-9_%+-]++)*+")  # read from behind
_HOST = re.compile(
    r"(?:[A-Za-z0-9-]{1,40}(?:(?: ?\. ?| ?[(\[{] ?(?:dot|chấm) ?[)\]}] ?| (?:chấm|cham|dot) )[A-Za-z0-9-]{1,40}){1,4}"
    r"|(?:gmail|yahoo|hotmail|outlook|icloud|live|zoho|proton)(?![^\W_]))",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s?[(\[{]?\s?(?:\.|dot|chấm|cham)\s?[)\]}]?\s?", re.IGNORECASE)
_ENDING = re.compile(r"(?:com|net|org|vn|edu|info|me|io|co|us|biz|asia|xyz)(?![A-Za-z0-9])", re.IGNORECASE)


# Without any sign: a name that no word looks like, before a provider that everybody knows.
_WITHOUT_SIGN = re.compile(
    r"(?<![\w.@+-])(?=[A-Za-z]*[0-9_.])[A-Za-z0-9_.+-]{4,40} (?:gmail|yahoo|hotmail|outlook|icloud)"
    r"(?:\.| chấm | cham )com\b",
    re.IGNORECASE,
)


_PROVIDERS = frozenset({"gmail", "yahoo", "hotmail", "outlook", "icloud", "live", "zoho", "proton"})
_BETWEEN = r"(?: ?\. ?| ?[(\[{] ?(?:dot|chấm) ?[)\]}] ?| (?:chấm|cham|dot) )"
_WHOLE = re.compile(
    rf"[A-Za-z0-9_%+-]{{1,64}}(?:{_BETWEEN}[A-Za-z0-9_%+-]{{1,40}}){{0,3}}"
    r"(?P<at> ?@ ?| ?[(\[{] ?(?:at|a còng|a cong) ?[)\]}] ?| (?:a còng|a cong|acong|a còn|at) )"
    rf"(?P<host>[A-Za-z0-9-]{{1,40}}(?:{_BETWEEN}[A-Za-z0-9-]{{1,40}}){{0,4}})",
    re.IGNORECASE,
)


def emails_in(text: str) -> Iterator[tuple[int, int]]:
    """`(start, end)` of each address in `text`; not of those of the state's offices."""
    after = 0
    for sign in _AT.finditer(text):
        host = _HOST.match(text, sign.end())
        if host is None or not _is_host(host[0], is_sign="@" in sign[0]):
            continue
        before = text[max(sign.start() - 64, after) : sign.start()].removesuffix(" ")
        name = _NAME_BACKWARDS.match(before[::-1])
        if name is None:
            continue
        start = sign.start() - (text[sign.start() - 1] == " ") - len(name[0])
        after = sign.end() + len(_trimmed(host[0]))
        if _labels(text[sign.end() : after])[-2:] != ["gov", "vn"]:
            yield start, after
    if "com" in text.lower():
        yield from (match.span() for match in _WITHOUT_SIGN.finditer(text))


def _labels(host: str) -> list[str]:
    return [label for label in _DOT.split(host.lower()) if label]


def _is_host(host: str, *, is_sign: bool) -> bool:
    labels = _labels(_trimmed(host))
    return (
        len(labels) > 1
        or labels[0] in {"gmail", "yahoo", "hotmail", "outlook", "icloud"}
        or (is_sign and labels[0] in {"live", "zoho", "proton"})
    )


def _trimmed(host: str) -> str:
    """Without the words of the sentence that follow the last ending ("gmail.com . Xin cảm ơn")."""
    ends = [match.end() for match in _ENDING.finditer(host) if match.start() and not host[match.start() - 1].isalnum()]
    if ends:
        return host[: ends[-1]]
    first = re.match(r"[A-Za-z0-9-]+", host)
    return first[0] if first else host


def is_one_email(words: str) -> bool:
    """Whether all of `words` may be one e-mail address, whoever's; without an ending only where a sign says so."""
    match = _WHOLE.fullmatch(words.strip(" ,.;:()<>"))
    if match is None:
        return False
    labels = _labels(match["host"])
    is_known = _ENDING.fullmatch(labels[-1]) is not None or labels[0].lower() in _PROVIDERS
    return is_known or ("@" in match["at"] and len(labels) == 1)
