from .challenge import SpentChallenge
from .comment import Comment
from .event import CommentEvent
from .policy import Policy
from .question import Question
from .rating import Rating
from .reaction import AbuseReport, Like
from .rule import Rule
from .secret import SenderSecret

__all__ = [
    "AbuseReport",
    "Comment",
    "CommentEvent",
    "Like",
    "Policy",
    "Question",
    "Rating",
    "Rule",
    "SenderSecret",
    "SpentChallenge",
]
