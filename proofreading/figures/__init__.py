"""Figures that contradict each other: ratios, sums, changes, days, counts and tables.

`sentences` reads numbers and days once; a module a relation states what has to hold and asks `judgement` which figure
is wrong; `finder` runs them all. A relation that is not stated plainly is none: a finding costs the reader more than
a miss.
"""
