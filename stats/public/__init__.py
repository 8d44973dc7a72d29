"""What everybody may see of the figures: pages, and JSON for platforms that measure."""
