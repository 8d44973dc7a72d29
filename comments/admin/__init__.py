from . import comment, policy, question, rule

__all__ = ["comment", "policy", "question", "rule"]
