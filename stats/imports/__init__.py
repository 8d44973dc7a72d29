"""Figures that were counted elsewhere."""
