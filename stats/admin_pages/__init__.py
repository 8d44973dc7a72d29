"""The statistics desk in the admin: a page for each subject, and every table of them as a file."""
