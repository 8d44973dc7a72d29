"""Comments that ask the office something: who is to answer, until when, and what citizens see of it."""
