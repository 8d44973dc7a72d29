"""The report of a month or a year: a page for printing, and emails on the first day after."""
