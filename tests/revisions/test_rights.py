"""Who sees which revisions, and who brings one back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from reversion.models import Revision

from articles import workflow
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_user

from .saves import address, save_as, saved_rows, words

pytestmark = pytest.mark.django_db


# Who may what with the revisions of a draft of Nhung's, and of the same article once readers see it.
# s: see all · p: see those that readers saw · r: bring back · -: refused.
RIGHTS = """
                 writes it  another writer  editor  moderator  webmaster  nobody
draft            sr         -               sr      -          -          -
published        p          p               sr      p          -          -
"""
PEOPLE = ["writes it", "another writer", "editor", "moderator", "webmaster", "nobody"]
CELLS = {
    (line.split()[0], person): cell
    for line in RIGHTS.splitlines()[2:]
    if line.strip()
    for person, cell in zip(PEOPLE, line.split()[1:], strict=True)
}


@pytest.mark.parametrize("state", ["draft", "published"])
@pytest.mark.parametrize("person", PEOPLE)
def test_who_sees_revisions_and_who_brings_one_back(client, story, nhung, hoa, state, person):
    if state == "published":
        save_as(hoa, story, status=workflow.PUBLISHED)
    people = {
        "writes it": nhung,
        "another writer": make_user(WRITER),
        "editor": make_user(EDITOR),
        "moderator": make_user(MODERATOR),
        "webmaster": make_user(WEBMASTER),
    }
    client.logout()
    if person in people:
        client.force_login(people[person])
    first = saved_rows(story)[0]
    cell = CELLS[state, person]

    listed = client.get(address(story))
    look = client.get(address(story, "revision", first.pk))
    compared = client.get(f"{address(story, 'comparison')}?tu={first.pk}", follow=True)
    back = client.post(address(story, "revision", first.pk), {"viec": "khoi-phuc", "hien_nay": "x"})
    noted = client.post(address(story, "revision", first.pk), {"viec": "ghi-chu", "ghi_chu": "Tôi ghi"})

    assert (listed.status_code == 200) == (cell != "-")
    assert (look.status_code == 200) == ("s" in cell)
    assert ("78 tuổi" in compared.content.decode() or "[bỏ:" in compared.content.decode()) == ("s" in cell)
    assert (back.status_code == 302 and "login" not in back.headers["Location"]) == ("r" in cell)
    assert (noted.status_code == 302 and "login" not in noted.headers["Location"]) == ("r" in cell)
    assert bool(Revision.objects.filter(comment="Tôi ghi")) == ("r" in cell)
    if cell == "p":
        assert len(listed.context["page"].object_list) == 1
        assert "Bạn thấy những bản mà bạn đọc đã thấy" in words(listed)


def test_an_article_of_a_past_hour_shows_what_readers_saw_only(client, sit_down, nhung, hoa):
    article = make_article(created_by=nhung, published_at=timezone.now() - timedelta(days=1))
    save_as(hoa, article, title="Tiêu đề mới của bài đã đăng")

    client.force_login(make_user(MODERATOR))
    page = client.get(address(article))

    assert [saved.kind for saved in page.context["page"]] == ["saved", "baseline"]
