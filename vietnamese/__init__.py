"""Vietnamese text, got right: Unicode, tones, folding, slugs, numbers, dates, names, legacy fonts, words to search."""
