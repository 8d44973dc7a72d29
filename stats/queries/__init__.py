"""Figures as pages, reports and other programs ask for them; nothing here draws."""
