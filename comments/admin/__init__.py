from comments.questions import admin as question

from . import comment, office_words, policy, rule

__all__ = ["comment", "office_words", "policy", "question", "rule"]
