"""What readers do without writing: likes, reports, ratings."""
