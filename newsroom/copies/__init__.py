"""What is typed and not saved: written, offered, compared, shown again."""
