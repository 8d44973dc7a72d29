"""What a step to the editor, or to readers, shows before it is taken: the places of the text that may be slips."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from accounts.models import User
from articles import workflow
from articles.models import Article
from copyediting.dismissals import FIELD, sent_with_form
from copyediting.kinds import TextKind
from copyediting.known import known_for
from copyediting.open_findings import OpenFindings, left_alone, open_findings
from vietnamese.numbers import format_number

ARTICLE = TextKind(
    "article",
    fields={
        "title": "title",
        "summary": "sapo",
        "cover_caption": "caption",
        "source_url": "source_url",
        "attachments-*-title": "attachment",
    },
    facts={name: name for name in ("byline", "source", "published_at", "cover", "comments_open")},
    body="body",
)
ATTACHED = "attachments-*-title"
_TITLE = re.compile(r"attachments-([0-9]+)-title")
MAX_READ = 40_000  # characters of many texts that are read for one page
NOT_READ = "Chưa soát lỗi ở đây (nhiều bài quá); mở bài để xem."


def takes_text_on(source: str, target: str) -> bool:
    """Whether a step leads to who reads the text next."""
    return target != source and target in (workflow.REVIEW, workflow.PUBLISHED)


def findings_of_step(draft: Article, by: User, sent: Mapping[str, Any], labels: Mapping[str, str]) -> OpenFindings:
    """What `by` has not read of `draft`, an article as it would be saved; `sent` is what the form brings. Some
    queries, none of which grows with the text.
    """
    attached = {
        name: str(title)
        for name, title in sent.items()
        if (row := _TITLE.fullmatch(name)) and not sent.get(f"attachments-{row[1]}-DELETE")
    }
    known = known_for(by, _facts(draft))
    kept = left_alone(ARTICLE.key, [draft.pk], by)[draft.pk] if draft.pk else set()
    but = kept | {one.id for one in sent_with_form(str(sent.get(FIELD) or ""))}
    labels = {ATTACHED: "Tên tệp đính kèm", **labels}
    return open_findings(ARTICLE, _values(draft) | attached, known, user=by, but=but, labels=labels)


def counted_in_many(articles: Iterable[Article], by: User) -> dict[int, str]:
    """{key: a sentence on what is open in an article, "" for nothing}, of as many as a page may wait for. Four queries
    and those of links; whole rows.
    """
    chosen = list(articles)
    but = left_alone(ARTICLE.key, [article.pk for article in chosen], by)
    known, read, said = known_for(by, {}), 0, {}
    for article in chosen:
        read += len(article.body)
        if read > MAX_READ:
            said[article.pk] = NOT_READ
            continue
        found = open_findings(ARTICLE, _values(article), known, user=by, but=but[article.pk])
        count = len(found.places)
        said[article.pk] = f"Có {format_number(count)} lời nhắc soát lỗi." if count else found.says
    return said


def _values(article: Article) -> dict[str, str]:
    names = [name for name in (*ARTICLE.fields, ARTICLE.body) if "*" not in name]
    return {name: str(getattr(article, name) or "") for name in names}


def _facts(article: Article) -> dict[str, str]:
    return {
        "byline": article.byline,
        "source": article.source,
        "published_at": article.published_at.isoformat() if article.published_at else "",
        "cover": article.cover.url if article.cover else "",
        "comments_open": "on" if article.comments_open else "",
    }
