"""What higher packages give to proofreading, from their AppConfigs: this module is loaded before models."""

from collections.abc import Callable, Mapping

Abbreviations = Callable[[], Mapping[str, str]]
_abbreviations: list[Abbreviations] = []


def abbreviations_from(read: Abbreviations) -> None:
    """Let `read` say which abbreviations are in force (short form → long form); the last one counts."""
    _abbreviations[:] = [read]


def abbreviations() -> Mapping[str, str]:
    """Those in force; none before a package gives them. The cost of `read`."""
    return _abbreviations[0]() if _abbreviations else {}
