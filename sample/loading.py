"""The sample content: a portal of an invented province, written and drawn for this project.

All moments are relative to the time of loading, so that the portal is always fresh.
"""

from django.db import transaction
from django.utils import timezone

from .content import Content
from .discussion import Discussion
from .source import read_articles, read_site
from .staff import load_staff
from .visits import Visits


@transaction.atomic
def load(password=None, now=None):
    """Fill an empty portal as if it were `now` (aware; default this moment); returns the articles by number.

    `password` is that of the four staff accounts; without one they cannot sign in.
    """
    now = now or timezone.now()
    staff = load_staff(password)
    site = read_site()
    articles = Content(site, staff, now).load(read_articles())
    readers = Visits(now).load(articles.values(), carried_over_by=staff["quantri"])
    discussion = Discussion(articles, staff["kiemduyet"], now)
    discussion.load_comments(site["comment"])
    discussion.load_ratings(readers)
    return articles
