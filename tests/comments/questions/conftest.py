"""A question that waits for its unit."""

import pytest
from post_office.models import STATUS, Email

from comments.questions.assignment import charge
from tests.comments.factories import make_comment

from .units import ADDRESS, UNIT


@pytest.fixture
def charged(moderator):
    """A question that waits for the unit, whose letter has gone out."""
    question = charge(make_comment(), UNIT, by=moderator, unit_email=ADDRESS)
    Email.objects.update(status=STATUS.sent)
    return question
