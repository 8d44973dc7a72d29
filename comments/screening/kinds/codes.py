"""The kinds of findings: what each is called, what it is worth, and how soon somebody should look.

Kinds only mark: none puts a comment aside or refuses it, and none makes a reader solve a challenge.
"""

from collections.abc import Iterable

PERSONAL_DATA, THREAT, ACCUSATION, HATE, INSULT, SELLING, FRAUD, OFFICE, GIBBERISH, OTHER_SCRIPT = KINDS = (
    "personal_data",
    "threat",
    "accusation",
    "hate",
    "insult",
    "selling",
    "fraud",
    "office",
    "gibberish",
    "other_script",
)
LABELS = {
    PERSONAL_DATA: "Dữ liệu cá nhân",
    THREAT: "Đe dọa",
    ACCUSATION: "Cáo buộc đích danh",
    HATE: "Kỳ thị, thù ghét",
    INSULT: "Xúc phạm",
    SELLING: "Chào bán, quảng cáo",
    FRAUD: "Có dấu hiệu lừa đảo",
    OFFICE: "Tên giống cơ quan",
    GIBBERISH: "Gõ bừa",
    OTHER_SCRIPT: "Chữ viết khác",
}
# What a finding of the kind adds to the points of a comment. As much as a rule (5) where somebody is hurt when it is
# shown, less where a glance settles it.
POINTS = {
    PERSONAL_DATA: 5,
    THREAT: 8,
    ACCUSATION: 5,
    HATE: 6,
    INSULT: 4,
    SELLING: 4,
    FRAUD: 6,
    OFFICE: 5,
    GIBBERISH: 2,
    OTHER_SCRIPT: 3,
}
# How soon somebody should look, greater is sooner. Reports of readers raise it further.
URGENCY = {
    PERSONAL_DATA: 30,
    THREAT: 30,
    ACCUSATION: 20,
    HATE: 20,
    INSULT: 15,
    FRAUD: 15,
    SELLING: 10,
    OFFICE: 10,
    GIBBERISH: 5,
    OTHER_SCRIPT: 5,
}
# What moderators read; the kinds that no sentence names are checks of their own (`foreign_script`).
SENTENCES = {
    PERSONAL_DATA: "Có {why}: “{matched}”.",
    THREAT: "Có thể là lời đe dọa ({why}): “{matched}”.",
    ACCUSATION: "Có thể là cáo buộc đích danh ({why}): “{matched}”.",
    HATE: "Có thể là lời kỳ thị, thù ghét ({why}): “{matched}”.",
    INSULT: "Có thể là lời xúc phạm ({why}): “{matched}”.",
    SELLING: "Giống lời chào bán, quảng cáo ({why}): “{matched}”.",
    FRAUD: "Có dấu hiệu lừa đảo ({why}): “{matched}”.",
    OFFICE: "Tên nói thay cơ quan ({why}): “{matched}”.",
    GIBBERISH: "Không thành lời ({why}): “{matched}”.",
}


def urgency_of(kinds: Iterable[str]) -> int:
    """That of the most urgent of `kinds`; 0 of none."""
    return max((URGENCY.get(kind, 0) for kind in kinds), default=0)


def most_urgent(kinds: Iterable[str]) -> str:
    """The kind that a list names first; "" of none. What is as urgent comes in the order of `KINDS`."""
    known = [kind for kind in KINDS if kind in set(kinds)]
    return max(known, key=URGENCY.__getitem__, default="")
