from .comment import Comment
from .event import CommentEvent
from .rating import Rating
from .secret import SenderSecret

__all__ = ["Comment", "CommentEvent", "Rating", "SenderSecret"]
