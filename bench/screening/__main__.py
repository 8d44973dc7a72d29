"""Measures the screening of comments; needs neither database nor settings.

    .venv/bin/python -m bench.screening             how fast it is (--rounds)
    .venv/bin/python -m bench.screening tuning      what it finds of the set that rules are made with, and each miss
    .venv/bin/python -m bench.screening held_out    what it finds of the set that nobody tunes by: figures

Whoever changes the finders of `comments/screening/kinds` does not read `held_out.toml`.
"""

import argparse

from .kinds import HELD_OUT, SETS, print_found
from .speed import print_speed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("set", nargs="?", choices=SETS)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if options.set:
        print_found(options.set, names_misses=options.set != HELD_OUT)
    else:
        print_speed(options.rounds)


if __name__ == "__main__":
    main()
