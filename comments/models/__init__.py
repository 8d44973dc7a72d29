from .challenge import SpentChallenge
from .comment import Comment
from .event import CommentEvent
from .policy import Policy
from .question import Question
from .rating import Rating
from .reaction import Like, Report
from .rule import Rule
from .secret import SenderSecret

__all__ = [
    "Comment",
    "CommentEvent",
    "Like",
    "Policy",
    "Question",
    "Rating",
    "Report",
    "Rule",
    "SenderSecret",
    "SpentChallenge",
]
