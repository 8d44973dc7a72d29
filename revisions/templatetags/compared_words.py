"""Words of a comparison as HTML. A long one has thousands of pieces, and a template took most of its time for them."""

from collections.abc import Callable, Iterator, Sequence

from django import template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from revisions.compare.words import ADDED, SAME, Piece

register = template.Library()


@register.filter
def changed_words(pieces: Sequence[Piece]) -> SafeString:
    """{{ pieces|changed_words }}: those that came and went are marked, for ears too."""
    return mark_safe("".join(map(conditional_escape, _parts(pieces, _changed))))


@register.filter
def differing_words(pieces: Sequence[Piece]) -> SafeString:
    """{{ pieces|differing_words }} of one text: those are marked that the other has not, for ears too."""
    return mark_safe("".join(map(conditional_escape, _parts(pieces, _differing))))


def _parts(pieces: Sequence[Piece], marked: Callable[[str, str], SafeString]) -> Iterator[str]:
    for piece in pieces:
        if piece.space:
            yield " "
        text = mark_safe(escape(piece.text).replace("\n", "<br>")) if "\n" in piece.text else piece.text
        yield text if piece.kind == SAME else marked(piece.kind, text)


def _changed(kind: str, text: str) -> SafeString:
    if kind == ADDED:
        return format_html(
            '<ins><span class="cmp-spoken">[thêm: </span>{}<span class="cmp-spoken">]</span></ins>', text
        )
    return format_html('<del><span class="cmp-spoken">[bỏ: </span>{}<span class="cmp-spoken">]</span></del>', text)


def _differing(kind: str, text: str) -> SafeString:
    return format_html('<mark><span class="cmp-spoken">[khác: </span>{}<span class="cmp-spoken">]</span></mark>', text)
