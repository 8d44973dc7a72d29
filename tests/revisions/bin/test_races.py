"""Two at once: one of them does it, the other reads that it is done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Event
from comments.models import Rule
from revisions.bin.binning import THERE_ALREADY
from revisions.bin.emptying import Emptied, empty
from revisions.models import BinEntry, SavedRow
from revisions.restoring import NotRestored
from tests.factories import make_article, make_event, make_user
from tests.two_at_once import while_it_waits

from .bins import bin_as, refusals, return_as

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(*works):
    """The results of functions, each on a connection of its own; of one that is refused its sentences."""
    start = Barrier(len(works))

    def run(work):
        try:
            start.wait()
            return work()
        except NotRestored as refused:
            return refused.points
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_two_who_delete_the_same_row_share_one_entry():
    event, user = make_event(), make_user()

    entries = all_at_once(*[lambda: bin_as(user, Event(pk=event.pk))] * 4)

    assert {entry.pk for entry in entries} == {BinEntry.objects.get().pk}
    assert SavedRow.objects.count() == 1


def test_of_two_who_bring_it_back_one_does_and_the_other_reads_who_did():
    user = make_user(pen_name="Minh Hòa")
    entry = bin_as(user, make_event(name="Ngày hội"))

    answers = all_at_once(*[lambda: return_as(user, entry)] * 4)

    [sentence] = {answer[0] for answer in answers if isinstance(answer, list)}
    assert sentence.startswith("“Ngày hội” đã được khôi phục lúc ")
    assert sentence.endswith("(người khôi phục: Minh Hòa).")
    assert sum(not isinstance(answer, list) for answer in answers) == 1
    assert Event.objects.count() == 1


@pytest.mark.parametrize("make", [make_event, make_article])
def test_who_waited_for_the_other_reads_their_name(make):
    """Of a row that has left its table, and of one that stays there."""
    hoa = make_user(pen_name="Minh Hòa")
    entry = bin_as(hoa, make())

    points = while_it_waits(lambda: return_as(hoa, entry), lambda: refusals(make_user(), entry))

    assert len(points) == 1
    assert points[0].endswith("(người khôi phục: Minh Hòa).")


def test_what_came_back_with_another_row_meanwhile_is_not_made_twice():
    user = make_user()
    event = make_event()
    entry = bin_as(user, event)

    returned = while_it_waits(lambda: _save_again(event, entry), lambda: return_as(user, entry))

    assert returned.sentences == (THERE_ALREADY.format("Sự kiện"),)
    assert Event.objects.count() == 1


def _save_again(event, entry):
    """The row is there; its entry, which is locked, does not know."""
    BinEntry.objects.select_for_update().get(pk=entry.pk)
    event.save(force_insert=True)


def test_what_somebody_brings_back_just_now_is_not_deleted_for_ever():
    entry = bin_as(make_user(), Rule.objects.create(pattern="tài xỉu trá hình"))
    later = timezone.now() + timedelta(days=61)
    with transaction.atomic():
        BinEntry.objects.select_for_update().get(pk=entry.pk)

        [emptied] = all_at_once(lambda: empty(60, do=True, at=later))

    assert emptied == [Emptied("quy tắc lọc", 0)]
    assert BinEntry.objects.exists()


def test_two_who_empty_it_share_the_work():
    user = make_user()
    for number in range(6):
        bin_as(user, Rule.objects.create(pattern=f"tài xỉu {number}"))
    later = timezone.now() + timedelta(days=61)

    emptied = all_at_once(*[lambda: empty(60, do=True, at=later)] * 2)

    assert sum(each.going for kinds in emptied for each in kinds) == 6
    assert not any(each.failed for kinds in emptied for each in kinds)
    assert not BinEntry.objects.exists()
