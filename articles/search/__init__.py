"""Finding articles by their words: the index, written by the save itself, and the query."""
