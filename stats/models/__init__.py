from .baseline import Baseline
from .hit import Activity, DaySalt, Hit, Reason, Seen, Spooled
from .totals import ArticleDay, ArticleTotal, Excluded, MostRead, SiteDay

__all__ = [
    "Activity",
    "ArticleDay",
    "ArticleTotal",
    "Baseline",
    "DaySalt",
    "Excluded",
    "Hit",
    "MostRead",
    "Reason",
    "Seen",
    "SiteDay",
    "Spooled",
]
