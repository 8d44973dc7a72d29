"""The illustrations of the sample content, drawn by code: see tools/draw_pictures.py."""
