"""A manuscript: what was read of a file, and the text that is composed of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from .blocks import Piece, SeenPicture
from .guesses import byline_of, name_in, summary_of, title_of

_REFERENCE = re.compile(r'<sup class="note">#(\d+)</sup>')
_PLACE = re.compile(r'<img alt="#picture-(\d+)">')
FIRST_HEADING, LAST_HEADING = 2, 6

Shown = Callable[[int], str]


@dataclass(frozen=True)
class Omission:
    """What was left out: its kind (`sentences.LEFT_OUT`), how often, the first words of some."""

    kind: str
    count: int
    examples: list[str]


@dataclass(frozen=True)
class Choice:
    """Which pieces are the title, the sapo and the byline: their numbers."""

    title: int | None
    summary: int | None
    byline: int | None


@dataclass(frozen=True)
class Manuscript:
    pieces: list[Piece]
    pictures: list[SeenPicture]
    notes: list[str]
    left_out: list[Omission] = field(default_factory=list)

    @classmethod
    def of(cls, read: Mapping[str, Any]) -> "Manuscript":
        """The Manuscript of `blocks.as_json`."""
        return cls(
            [Piece(**{**piece, "looks": tuple(piece["looks"])}) for piece in read["pieces"]],
            [SeenPicture(**picture) for picture in read["pictures"]],
            list(read["notes"]),
            [Omission(*omitted) for omitted in read["left_out"]],
        )

    @property
    def is_empty(self) -> bool:
        return not self.pieces

    @property
    def length(self) -> int:
        return sum(len(piece.html) for piece in self.pieces) + sum(map(len, self.notes))

    @property
    def words(self) -> str:
        return "\n".join(piece.text for piece in self.pieces)

    def guess(self) -> Choice:
        title = title_of(self.pieces)
        summary = summary_of(self.pieces, title)
        return Choice(title, summary, byline_of(self.pieces, {title, summary}))

    def text(self, number: int | None) -> str:
        return "" if number is None else self.pieces[number].text

    def byline(self, number: int | None) -> str:
        return name_in(self.text(number))

    def body(self, choice: Choice, figure: Shown, inline: Shown) -> str:
        """The HTML of the text without what `choice` takes out of it, before any sanitiser. `figure` gives the HTML of
        a picture by its number, `inline` that of one in a table.
        """
        taken = {choice.title, choice.summary, choice.byline}
        held = [piece for number, piece in enumerate(self.pieces) if number not in taken]
        levels = _levels([piece.level for piece in held if piece.kind == "heading"])
        parts = []
        for piece in held:
            html = piece.html
            if piece.kind == "picture":
                html = figure(piece.picture)
            elif piece.kind == "heading":
                tag = f"h{next(levels)}"
                html = f"<{tag}>{html}</{tag}>"
            elif piece.kind == "quote":
                html = f"<blockquote><p>{html}</p></blockquote>"
            elif piece.kind == "code":
                html = f"<pre>{html}</pre>"
            parts.append(html)
        text = _PLACE.sub(lambda place: inline(int(place[1])), "\n".join(parts))
        return self._with_notes(text, inline).replace("</blockquote>\n<blockquote>", "").replace("</pre>\n<pre>", "\n")

    def _with_notes(self, text: str, inline: Shown) -> str:
        """`text` with its notes behind it, numbered in the order in which it refers to them. What the title or the
        sapo referred to comes last.
        """
        order: list[int] = []

        def number(reference: re.Match[str]) -> str:
            note = int(reference[1])
            if note not in order:
                order.append(note)
            return f'<sup class="note">{order.index(note) + 1}</sup>'

        text = _REFERENCE.sub(number, text)
        order += [note for note in range(1, len(self.notes) + 1) if note not in order]
        held = [self.notes[note - 1] for note in order if note <= len(self.notes)]
        if not any(held):
            return text
        items = "".join(f"<li>{_PLACE.sub(lambda place: inline(int(place[1])), note)}</li>" for note in held)
        return f'{text}\n<div class="notes"><ol>{items}</ol></div>'


def _levels(sources: list[int]) -> "Any":
    """Levels of headings for HTML: the highest is h2, and none is skipped on the way down."""
    open_levels: list[int] = []
    for source in sources:
        while open_levels and open_levels[-1] >= source:
            open_levels.pop()
        open_levels.append(source)
        yield min(FIRST_HEADING + len(open_levels) - 1, LAST_HEADING)


def figure(src: str, width: int, height: int, *, alt: str, caption: str, credit: str) -> str:
    """A picture of the library with its words, as the editor writes it."""
    words = [escape(caption, quote=False)] if caption else []
    if credit:
        words.append(f'<span class="credit">{escape(credit, quote=False)}</span>')
    image = image_of(src, width, height, alt=alt)
    return f'<figure class="image">{image}<figcaption>{" ".join(words)}</figcaption></figure>'


def image_of(src: str, width: int, height: int, *, alt: str) -> str:
    return f'<img src="{escape(src)}" width="{width}" height="{height}" alt="{escape(alt)}">'
