"""What a form says beside the text: a field that is read, or a fact that is not."""

from ..document import Document
from ..findings import Finding
from ..known import Known

SAPO = ("sapo", "summary")


def value(document: Document, known: Known, *names: str) -> str:
    """The text of the first of the fields `names` that the form has; "" without one."""
    for name in names:
        for _, block in document.of_field(name):
            return block.text
        if known.facts.get(name):
            return known.facts[name]
    return ""


def about(document: Document, rule: str, name: str, text: str, reason: str) -> Finding | None:
    """A finding about the field `name`, or about a fact, which stands where the text begins; None without a text."""
    for number, block in document.of_field(name):
        return Finding(rule, number, 0, len(block.text), block.text, None, reason)
    return Finding(rule, 0, 0, 0, text, None, reason) if document.blocks else None
