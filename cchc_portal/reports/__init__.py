"""The report of a month or a year: a page for printing, and letters on the first day after."""
