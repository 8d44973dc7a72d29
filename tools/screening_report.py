"""Prints the figures of docs/quality.md: what the screening finds in the written set of comments.

    .venv/bin/python -m tools.screening_report

It reads `tests/comments/screening/data/spam_set.jsonl` and the rules that a new portal begins with; it needs neither
database nor settings.
"""

from collections import Counter

from tests.comments.screening.test_spam_set import found_in, rows_of, screened

PARTS = ("first", "second")


def share(found, rows):
    return f"{found} of {rows} ({found / rows:.0%})"


def print_by(key):
    """Print how much of the spam was found, for each value of `key` ("kind", "disguise") and each part."""
    found, all_rows = Counter(), Counter()
    for part in PARTS:
        for row in rows_of(label="spam", set=part):
            all_rows[row[key] or "plain", part] += 1
            found[row[key] or "plain", part] += bool(screened(row).findings)
    print(f"\nSpam found, by {key}")
    for value in dict.fromkeys(value for value, _ in all_rows):
        cells = (share(found[value, part], all_rows[value, part]) if all_rows[value, part] else "–" for part in PARTS)
        print(f"  {value:12}", *(f"{cell:20}" for cell in cells))


def main():
    for part in PARTS:
        honest, spam = rows_of(label="honest", set=part), rows_of(label="spam", set=part)
        marked, aside = found_in(honest), [row for row in honest if screened(row).is_spam]
        print(f"{part}: honest marked {share(len(marked), len(honest))}, put aside {len(aside)};", end=" ")
        print(f"spam found {share(len(found_in(spam)), len(spam))}")
        print(*(f"    false positive: {body}" for body in marked), sep="\n")
    for key in ("kind", "disguise"):
        print_by(key)


if __name__ == "__main__":
    main()
