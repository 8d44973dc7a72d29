"""ODT: content.xml and styles.xml become a Story."""
