"""Functions for Vietnamese text: Unicode, tones, folding, slugs, numbers, dates, names, legacy fonts, search words."""
