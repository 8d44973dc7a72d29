"""What the screening says of texts of readers that are no comments, such as the reason of a rating: it only marks."""

import uuid
from typing import Any

from comments.screening.checks import Context, Draft, screen, sentence
from comments.screening.rules import in_force


def findings_of(text: str) -> list[dict[str, Any]]:
    """Everything found in `text` by rules and kinds, as a row stores it; nothing in "". One query or none."""
    if not text:
        return []
    draft = Draft(name="", email="", body=text, submission_id=uuid.UUID(int=0), consent_version="")
    return screen(draft, Context(rules=in_force())).as_json()


def sentences(findings: list[dict[str, Any]]) -> list[str]:
    """Stored findings in words, for the desk."""
    return [sentence(finding) for finding in findings]
