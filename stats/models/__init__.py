from .baseline import Baseline
from .figure_import import FigureImport, ImportedDay
from .hit import Activity, DaySalt, Hit, Reason, Seen, Spooled
from .ledger import DayChecksum, LedgerEntry
from .measuring import MeasuringKey
from .report_recipient import ReportRecipient, SentReport
from .totals import (
    ArticleDay,
    ArticleTotal,
    ArticleYear,
    Dimension,
    DimensionDay,
    Excluded,
    Minute,
    MostRead,
    SiteDay,
)

__all__ = [
    "Activity",
    "ArticleDay",
    "ArticleTotal",
    "ArticleYear",
    "Baseline",
    "DayChecksum",
    "DaySalt",
    "Dimension",
    "DimensionDay",
    "Excluded",
    "FigureImport",
    "Hit",
    "ImportedDay",
    "LedgerEntry",
    "MeasuringKey",
    "Minute",
    "MostRead",
    "Reason",
    "ReportRecipient",
    "Seen",
    "SentReport",
    "SiteDay",
    "Spooled",
]
