"""What two people made of one article, joined before anything is kept."""
