from . import comment

__all__ = ["comment"]
