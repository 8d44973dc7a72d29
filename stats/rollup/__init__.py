"""From rows to daily totals, and the proof of them; one at a time changes what is added up (`lock`)."""
