"""The queue in a moderator's window: what is pressed, what is open, what is told."""

from datetime import timedelta

from django.utils import timezone

from comments.models import Comment
from comments.privacy import consent
from tests.factories import make_article

LISTED = "document.querySelector('.queue-row [aria-current]')?.closest('li').dataset.pk"
OPEN = "document.querySelector('.queue-comment')?.dataset.pk"


def many_waiting(count, **fields):
    """That many comments of as many people, a minute apart, the oldest first."""
    article, now = make_article(), timezone.now()
    return Comment.objects.bulk_create(
        Comment(
            article=article,
            name=f"Bạn đọc {number}",
            body=f"Câu hỏi số {number} về giờ làm việc của bộ phận một cửa.",
            created_at=now - timedelta(minutes=count - number),
            consent_version=consent.VERSION,
            consented_at=now,
            **fields,
        )
        for number in range(count)
    )


def shown(page, pk):
    """Wait until the comment `pk` is open, in the list and beside it."""
    page.wait_for_function(f"{OPEN} === '{pk}' && {LISTED} === '{pk}'")


def press(page, keys):
    for key in keys:
        page.keyboard.press(key)


def settled(page, text):
    page.locator("[data-queue-told]", has_text=text).wait_for()
