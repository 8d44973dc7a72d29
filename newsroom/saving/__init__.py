"""The save of a form, and what is answered when it is refused."""
