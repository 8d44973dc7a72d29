"""Sixty comments of all kinds (comments.toml), sent as readers send them, and screened."""

import tomllib
import uuid
from pathlib import Path

import pytest

from comments.models.arrivals import SenderKeys
from comments.posting.article_lookup import load_commented_article
from comments.posting.submission import submit
from comments.privacy import consent
from comments.screening.checks import Draft
from tests.factories import make_article, make_site

SENT = tomllib.loads(Path(__file__).with_name("comments.toml").read_text("utf-8"))["comment"]


@pytest.fixture
def sent(transactional_db):
    """`[(comment, what moderators do with it)]`, the oldest first; each of a sender of their own."""
    make_site()
    commented = load_commented_article(make_article(title="Một cửa xã Tân Phong nhận hồ sơ cả sáng thứ Bảy").pk)
    return [(_send(commented, number, row), row) for number, row in enumerate(SENT)]


def _send(commented, number, row):
    draft = Draft(
        name=row["name"],
        email=f"nguoi{number}@thu.example",
        body=row["body"],
        submission_id=uuid.uuid4(),
        consent_version=consent.VERSION,
        wants_mail=True,
    )
    comment = submit(draft, commented, sender=SenderKeys(uuid.uuid4(), uuid.uuid4()), is_human=True)
    comment.email_confirmed_at = comment.created_at
    comment.save(update_fields=["email_confirmed_at"])
    return comment
