"""Comments that the office must answer: by whom, until when, and what citizens see of it."""
