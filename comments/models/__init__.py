from .appeal import Appeal
from .challenge import SpentChallenge
from .comment import Comment
from .event import CommentEvent
from .mode import CommentMode
from .moderating import OpenComment, QueueKeys
from .moderation_policy import ModerationPolicy
from .note import ModeratorNote
from .office_words import CannedAnswer, RejectionReason
from .original import OriginalText
from .policy import Policy
from .question import Question
from .rating import Rating
from .reaction import AbuseReport, Like
from .rule import Rule
from .secret import SenderSecret
from .stop import SenderStop
from .unit_answer import UnitAnswer
from .words import CommentWords

__all__ = [
    "AbuseReport",
    "Appeal",
    "CannedAnswer",
    "Comment",
    "CommentEvent",
    "CommentMode",
    "CommentWords",
    "Like",
    "ModerationPolicy",
    "ModeratorNote",
    "OpenComment",
    "OriginalText",
    "Policy",
    "Question",
    "QueueKeys",
    "Rating",
    "RejectionReason",
    "Rule",
    "SenderSecret",
    "SenderStop",
    "SpentChallenge",
    "UnitAnswer",
]
