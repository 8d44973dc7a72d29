"""The statistics pages of the admin: a page for each subject, and every table of them as a file."""
