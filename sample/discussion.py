"""The discussion of the sample: comments in every state with their history, and ratings."""

import random
import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from comments.models import Comment, CommentEvent, Policy, Question, Rating
from comments.posting.submission import digest_of
from comments.privacy import consent
from comments.questions.assignment import WORKING_DAYS, after_working_days
from comments.screening.checks import Context, Draft, screen
from comments.screening.rules import in_force

PENDING, APPROVED, REJECTED, SPAM, WITHDRAWN = Comment.State
EVERY_NTH_READER_RATES = 90
SCORES, SCORE_WEIGHTS = (5, 4, 3, 2, 1), (58, 27, 9, 3, 3)
EVERY_NTH_SAYS_WHY = 25
SAID = {
    5: ("Bài dễ hiểu, có ví dụ nên mẹ tôi đọc cũng làm theo được.", "Cảm ơn vì có bảng thời gian rõ ràng."),
    4: ("Nên ghi thêm số điện thoại của bộ phận một cửa.", "Hay, nhưng ảnh chụp biểu mẫu hơi nhỏ."),
    3: ("Chưa thấy nói trường hợp ủy quyền cho con đi làm thay.",),
    2: ("Bài dài quá, ý chính nằm tận cuối.",),
    1: ("Tôi làm đúng như bài mà xã vẫn đòi thêm giấy xác nhận cư trú.",),
}
SEED = 18


class Discussion:
    """Writes comments and ratings below `articles` (by number) as if it were `now`, decided by `moderator`."""

    def __init__(self, articles, moderator, now: datetime):
        self.articles, self.moderator, self.now = articles, moderator, now
        self.chance = random.Random(SEED)

    def load_comments(self, rows):
        """A comment for each of `rows`; `reply_to` is the number of an earlier row, counted from 0."""
        written = []
        for row in rows:
            answered = written[row["reply_to"]] if "reply_to" in row else None
            written.append(self._load_comment(row, answered))
        self._make_questions(written)

    def _load_comment(self, row, answered):
        article = self.articles[row["article"]]
        created_at = article.published_at + timedelta(hours=row["hours_after"])
        if answered:
            created_at = max(created_at, answered.decided_at + timedelta(minutes=5))
        created_at = min(created_at, self.now - timedelta(minutes=2))
        comment = Comment(
            article=article,
            parent=answered and answered.root,
            in_reply_to=answered if answered and answered.parent_id else None,
            name=row["name"],
            email=row["email"],
            body=row["body"],
            is_official=row.get("official", False),
            state=row["state"],
            reason=row.get("reason", ""),
            created_at=created_at,
            submission_id=self._uuid(),
        )
        by_machine = False if comment.is_official else self._as_sent(comment)
        self._decide(comment, by_machine)
        comment.save()
        self._record_steps(comment)
        return comment

    def _as_sent(self, comment):
        """Add what form and screening would have added; returns whether the hidden field caught a bot."""
        by_machine = comment.state == SPAM and comment.body.isascii()
        comment.sender_key = self._uuid()
        comment.browser_key = uuid.uuid5(comment.sender_key, "browser")
        comment.digest = digest_of(comment.body)
        comment.consent_version = consent.VERSION
        comment.consented_at = comment.created_at
        draft = Draft(
            name=comment.name,
            email=comment.email,
            body=comment.body,
            submission_id=comment.submission_id,
            consent_version=consent.VERSION,
            trap=comment.name if by_machine else "",
            open_seconds=1 if by_machine else self.chance.randint(40, 400),
        )
        found = screen(draft, Context(rules=in_force()))
        comment.findings, comment.score = found.as_json(), found.score
        comment.kinds, comment.urgency = found.kinds, found.urgency
        return found.is_spam

    def _decide(self, comment, by_machine):
        if not comment.is_official and not by_machine:
            comment.due_at = Policy().due_at(comment.created_at)
        if comment.state == PENDING:
            return
        is_instant = comment.is_official or by_machine
        wait = timedelta(0) if is_instant else timedelta(minutes=self.chance.randint(6, 55))
        comment.decided_at = min(comment.created_at + wait, self.now - timedelta(minutes=1))
        comment.first_decided_at = comment.decided_at
        comment.decided_by = None if by_machine else self.moderator
        comment.version = 0 if is_instant else 1

    def _record_steps(self, comment):
        first = CommentEvent(
            comment=comment, kind=CommentEvent.Kind.ARRIVAL, at=comment.created_at, to_state=comment.state
        )
        if comment.is_official:
            first.by, first.why = self.moderator, "Trả lời chính thức"
            steps = [first]
        elif comment.version == 0:
            steps = [first]
        else:
            first.to_state = PENDING
            steps = [
                first,
                CommentEvent(
                    comment=comment,
                    kind=CommentEvent.Kind.DECISION,
                    at=comment.decided_at,
                    by=self.moderator,
                    from_state=PENDING,
                    to_state=comment.state,
                    why=comment.reason,
                ),
            ]
        CommentEvent.objects.bulk_create(steps)

    def _make_questions(self, written):
        """Make questions of the comments that the office answered, and of two that still wait for an answer."""
        answers = {c.in_reply_to or c.parent: c for c in written if c.is_official and c.parent}
        for asked, answer in answers.items():
            self._question(asked, answer.name, answer)
        unanswered = [c for c in written if c.state == APPROVED and "?" in c.body and c not in answers]
        for asked in unanswered[-2:]:
            self._question(asked, "Sở Nội vụ")

    def _question(self, asked, unit, answer=None):
        Question.objects.create(
            comment=asked,
            unit=unit,
            due_on=after_working_days(WORKING_DAYS, timezone.localdate(asked.created_at)),
            opened_at=asked.decided_at,
            opened_by=self.moderator,
            answer=answer,
            answered_at=answer and answer.created_at,
        )

    def load_ratings(self, readers):
        """`readers`: {(local day, article pk): how many people read it that day}."""
        Rating.objects.bulk_create(
            self._rating(article, day)
            for (day, article), count in sorted(readers.items())
            for _ in range((count + self.chance.randrange(EVERY_NTH_READER_RATES)) // EVERY_NTH_READER_RATES)
        )

    def _rating(self, article, day):
        score = self.chance.choices(SCORES, SCORE_WEIGHTS)[0]
        says_why = not self.chance.randrange(EVERY_NTH_SAYS_WHY)
        reason = self.chance.choice(SAID[score]) if says_why else ""
        return Rating(
            article_id=article, day=day, rater=self._uuid(), network=self._uuid(), score=score, reason=reason
        )

    def _uuid(self):
        return uuid.UUID(int=self.chance.getrandbits(128), version=4)
