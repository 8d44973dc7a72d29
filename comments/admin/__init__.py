from comments.questions import admin as question

from . import comment, policy, rule

__all__ = ["comment", "policy", "question", "rule"]
