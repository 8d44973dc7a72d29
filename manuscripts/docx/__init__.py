"""DOCX: what mammoth does not read of it is put in order before (`preparing`), and mammoth's tree becomes a Story."""
