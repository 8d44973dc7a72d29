"""Trying a rule on recent comments, before it is saved."""

from dataclasses import dataclass

from comments.models import Comment, Rule

from .matching import Matcher, RuleRow

TRIED = 1_000
SHOWN = 3
CONTEXT_CHARACTERS = 60  # characters on each side of what was found


@dataclass(frozen=True)
class Example:
    """A comment that would have been met; `before`, `found`, `after`: the first piece and the words around it."""

    comment: Comment
    before: str
    found: str
    after: str


@dataclass(frozen=True)
class Trial:
    """`met` of the `tried` newest comments of readers meet the rule; three of them are shown."""

    met: int
    tried: int
    examples: list[Example]


def try_out(rule: Rule) -> Trial:
    """The `Trial` of a rule, saved or not, on the newest thousand comments, in force or not. One query."""
    matcher, met = Matcher([RuleRow(*(getattr(rule, name) for name in RuleRow._fields))]), []
    sent = Comment.objects.filter(is_official=False).order_by("-pk")
    comments = sent.only("name", "email", "body", "browser_key", "sender_key", "state", "created_at")[:TRIED]
    for comment in comments:
        found = matcher.matches(
            name=comment.name,
            email=comment.email,
            body=comment.body,
            sender=comment.browser_key,
            network=comment.sender_key,
        )
        if found:
            met.append((comment, found[0].pieces))
    return Trial(len(met), len(comments), [_example(*one) for one in met[:SHOWN]])


def _example(comment: Comment, pieces: tuple[str, ...]) -> Example:
    text = comment.body if any(piece in comment.body for piece in pieces) else f"{comment.name}: {comment.body}"
    piece = next((piece for piece in pieces if piece in text), "")
    before, found, after = text.partition(piece) if piece else ("", "", text)
    start, end = max(len(before) - CONTEXT_CHARACTERS, 0), CONTEXT_CHARACTERS if piece else 2 * CONTEXT_CHARACTERS
    return Example(
        comment,
        ("…" if start else "") + before[start:],
        found,
        after[:end] + ("…" if len(after) > end else ""),
    )
