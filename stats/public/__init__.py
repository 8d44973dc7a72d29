"""The public figures: pages, and JSON for platforms that measure portals."""
