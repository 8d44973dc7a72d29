from .archive import StoredArchive
from .dismissal import Dismissal, ReadFindings
from .house_word import HouseWord, OwnWord

__all__ = ["Dismissal", "HouseWord", "OwnWord", "ReadFindings", "StoredArchive"]
