"""What a finding leads to: links written out with where they really go, and other comments with the same text."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from comments.models import Comment
from comments.screening.links import host_of, is_trusted, links_in

LINKS_SHOWN = 20
TWINS_SHOWN = 5

State = Comment.State


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """`text` as it stands in the comment, whole; `host` where it leads, "" where the text is nothing else."""

    text: str
    host: str


@dataclass(frozen=True, slots=True)
class Twin:
    """Another comment with the same text."""

    pk: int
    name: str
    state: str
    created_at: datetime

    @property
    def label(self) -> str:
        return str(State(self.state).label)


def written_links(comment: Comment) -> list[WrittenLink]:
    """The links in name and text but those of the state, each once, in their order. No query."""
    found = dict.fromkeys(links_in(f"{comment.name}\n{comment.body}"))
    links = [WrittenLink(text, _told_host(text)) for text in found if not is_trusted(text)]
    return links[:LINKS_SHOWN]


def _told_host(text: str) -> str:
    host = host_of(text)
    if not host.isascii():
        with suppress(UnicodeError):
            host = host.encode("idna").decode("ascii")  # Cyrillic letters look like Latin ones
    return "" if host == text.lower().removeprefix("www.") else host


def twins_of(comment: Comment) -> list[Twin]:
    """The newest others with the text of `comment`, if it was found to be one of several: then one query."""
    is_found = any(finding.get("code") == "duplicate" for finding in comment.findings)
    if not is_found or comment.digest is None:
        return []
    others = Comment.objects.filter(digest=comment.digest).exclude(pk=comment.pk).order_by("-created_at", "-pk")
    return [Twin(*row) for row in others.values_list("pk", "name", "state", "created_at")[:TWINS_SHOWN]]
