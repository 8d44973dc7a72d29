from . import comment, policy, rule

__all__ = ["comment", "policy", "rule"]
