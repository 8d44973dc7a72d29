"""Prints the figures of docs/quality.md and docs/performance.md for proofreading."""

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from proofreading.lexicon import lexicon
from proofreading.rules import RULES

from . import __doc__ as about
from .forms import measure_forms
from .measures import Clean, Share, Slips, archive_of, measure_clean, measure_slips
from .relations import measure_relations
from .slips import EVERY, real_words
from .speed import measure_speed
from .texts import SETS, handbook, sample_articles, tuning, written_articles

PARTS = ("slips", "clean", "figures", "forms", "archive", "speed")


def main() -> None:
    options = _options()
    result: dict[str, object] = {"set": options.set}
    if "slips" in options.only:
        result["slips"] = _slips(options)
    if "clean" in options.only:
        result["clean"] = _clean(options)
    if "figures" in options.only:
        result["figures"] = _figures(options)
    if "forms" in options.only:
        result["forms"] = _forms(options)
    if "archive" in options.only:
        result["archive"] = _archive(options)
    if "speed" in options.only:
        result["speed"] = _speed()
    if options.json:
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, default="held-out", help="texts that get slips")
    parser.add_argument("--every", type=int, default=EVERY, help="words of which one gets a slip")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--counts", type=Path, help="syllables.tsv.gz: what is a real word by counts of one's own")
    parser.add_argument("--list", action="store_true", help="each finding on clean text, slips that were missed")
    parser.add_argument("--json", type=Path, help="write all figures there")
    return parser.parse_args()


def _slips(options: argparse.Namespace) -> dict[str, dict[str, float]]:
    print(f"\nSlips in the {options.set} texts, one in {options.every} words, seeds {options.seeds}")
    found = measure_slips(SETS[options.set](), _is_real(options.counts), options.every, options.seeds)
    print(f"{'':26}{'slips':>7}{'found':>8}{'right':>8}")
    for name, row in found.rows().items():
        print(f"{name:26}{row['slips']:7}{row['found share']:8.2f}{row['right share']:8.2f}")
    if options.list:
        _print_missed(found)
    return found.rows()


def _is_real(counts: Path | None) -> Callable[[str], bool]:
    if counts:
        return real_words(counts).__contains__
    return lexicon().is_known


def _print_missed(found: Slips) -> None:
    for title, lines in {"Missed": found.missed, "Found with another suggestion": found.wrong}.items():
        print(f"\n{title}", *lines, sep="\n  ")


def _clean(options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """The half of a set alone when the tuning half is asked for: who tunes sees no other."""
    sets = {"tuning half of the sample": tuning()} if options.set == "tuning" else {
        "44 sample articles": sample_articles(),
        "those with odd numbers": [text for text in sample_articles() if int(text.name) % 2],
        "fifteen articles": written_articles(),
        "handbook and changelog": handbook(),
    }  # fmt: skip
    rows = {}
    for name, texts in sets.items():
        clean = measure_clean(texts)
        rows[name] = clean.row()
        _print_clean(name, clean, with_lines=options.list)
    return rows


def _print_clean(name: str, clean: Clean, *, with_lines: bool) -> None:
    print(f"\nFindings where nothing was put: {name}")
    print("   ".join(f"{key}: {figure}" for key, figure in clean.row().items()))
    print("   ".join(f"{rule} ({RULES[rule].group}): {count}" for rule, count in clean.rules().most_common()))
    if with_lines:
        print(*clean.lines(), sep="\n")


def _figures(options: argparse.Namespace) -> Mapping[str, dict[str, float]]:
    shares, missed = measure_relations()
    print("\nDigits changed in figures that belong together")
    for name, share in shares.items():
        print(f"{name:26}{share.slips:7}{_found(share):8.2f}")
    if options.list:
        print("\nMissed", *missed, sep="\n  ")
    return {name: {"changed": share.slips, "found share": round(_found(share), 3)} for name, share in shares.items()}


def _forms(options: argparse.Namespace) -> Mapping[str, dict[str, float]]:
    shares, missed = measure_forms()
    print("\nSlips of form, put into the sample one at a time")
    print(f"{'':26}{'slips':>7}{'found':>8}{'right':>8}")
    for name, share in shares.items():
        row = share.row()
        print(f"{name:26}{row['slips']:7}{row['found share']:8.2f}{row['right share']:8.2f}")
    if options.list:
        print("\nMissed", *missed, sep="\n  ")
    return {name: share.row() for name, share in shares.items()}


def _found(share: Share) -> float:
    return share.found / max(1, share.slips)


def _archive(options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """The fifteen articles, where the sample is what an office has published, and where nothing is."""
    print("\nThe sample as archive of the fifteen articles: shares of slips found")
    rows = {}
    for name, archive in {"without": None, "with": archive_of(sample_articles())}.items():
        texts = written_articles()
        slips = measure_slips(texts, _is_real(options.counts), options.every, options.seeds, archive).rows()
        per_500 = measure_clean(texts, archive).row()["per 500 words"]
        rows[name] = {"pairs": len(archive or ()), "per 500 words": per_500}
        rows[name] |= {kind: slips[kind]["found share"] for kind in ("all", "real words", "non-words")}
        print(f"{name:16}" + "   ".join(f"{key}: {figure}" for key, figure in rows[name].items()))
    return rows


def _speed() -> dict[str, float]:
    print("\nSpeed and memory (processor milliseconds)")
    taken = measure_speed()
    for name, figure in taken.items():
        print(f"{name:36}{figure:10}")
    return taken


if __name__ == "__main__":
    main()
