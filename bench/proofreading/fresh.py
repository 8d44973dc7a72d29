"""A process that begins to proofread: `python -m bench.proofreading.fresh PARAGRAPH` prints what that took as JSON.

Milliseconds of processor time of the imports, the first and the second reading of the paragraph; kilobytes of memory
filled that was not filled before, all of it and what no other process shares.
"""

import importlib
import json
import sys
import time
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

# What every process of the portal has loaded already.
ALREADY = (
    "lxml.html",
    "vietnamese.syllables",
    "vietnamese.dates",
    "vietnamese.names",
    "vietnamese.lexemes",
    "zoneinfo",
)


def main(paragraph: str) -> None:
    for module in ALREADY:
        importlib.import_module(module)
    before = memory()
    times = [time.process_time()]
    document = importlib.import_module("proofreading.document").document_of_text(paragraph)
    known = importlib.import_module("proofreading.known").Known(today=date(2026, 11, 30))
    proofread = importlib.import_module("proofreading.proofreader").proofread
    times.append(time.process_time())
    for _ in range(2):
        proofread(document, known)
        times.append(time.process_time())
    after = memory()
    imported, first, second = ((later - earlier) * 1e3 for earlier, later in pairwise(times))
    row = {
        "import ms": imported,
        "first paragraph ms": first,
        "second paragraph ms": second,
        "resident kB more": after["Rss"] - before["Rss"],
        "private kB more": after["Private_Dirty"] - before["Private_Dirty"],
    }
    print(json.dumps(row))


def memory() -> Counter[str]:
    """Kilobytes by kind of this process."""
    kinds: Counter[str] = Counter()
    for line in Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines():
        if line.endswith(" kB"):
            kind, _, amount = line.partition(":")
            kinds[kind] += int(amount.split()[0])
    return kinds


if __name__ == "__main__":
    main(sys.argv[1])
