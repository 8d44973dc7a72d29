"""The number by which a reader names a comment: "BL-K7QMD-2XWPA"."""

import base64
import re
import uuid

REFERENCE = re.compile(r"BL[-–\s]?([A-Z2-7]{5})[-–\s]?([A-Z2-7]{5})")
MISREAD = str.maketrans("01", "OI")


def reference_number(submission_id: uuid.UUID) -> str:
    """The number a reader keeps: ten characters of the random submission id, so nobody can guess others."""
    code = base64.b32encode(submission_id.bytes[:7]).decode()[:10]
    return f"BL-{code[:5]}-{code[5:]}"


def submission_ids(reference: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """The lowest and the highest submission id that may carry the number `reference`, or None when it is no number.

    Read as people write it: in small letters, without the hyphens, with 0 for O and 1 for I.
    """
    match = REFERENCE.fullmatch(reference.strip().upper().translate(MISREAD))
    if match is None:
        return None
    first = int.from_bytes(base64.b32decode(f"{match[1]}{match[2]}AAAAAA")) >> 30
    return uuid.UUID(int=first << 78), uuid.UUID(int=(first + 1 << 78) - 1)
