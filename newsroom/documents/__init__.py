"""Documents that are attached to an article, stored before it is saved."""
