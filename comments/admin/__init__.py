from . import comment, rule

__all__ = ["comment", "rule"]
