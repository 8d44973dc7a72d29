"""Who has which article open."""
