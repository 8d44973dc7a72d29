"""What is kept of a person: consent to it, handing it out, erasing it."""
