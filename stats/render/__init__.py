"""Charts, tables and files of figures."""
