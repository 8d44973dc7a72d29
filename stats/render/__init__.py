"""Figures made visible: charts, tables, files."""
