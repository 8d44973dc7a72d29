"""Several people at the same word or text at the same moment: nobody gets an error, and nothing is half done."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from copyediting import dismissals, house_words
from copyediting.models import Dismissal, HouseWord, OwnWord, ReadFindings
from revisions.models import BinEntry
from tests.factories import EDITOR, WRITER, make_user
from tests.two_at_once import while_it_waits

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


@pytest.fixture
def people():
    return make_user(EDITOR), make_user(WRITER), make_user(WRITER)


def at_once(*work):
    """What each of `work` returns, or the exception that it raises; they begin together, each over its connection."""
    ready = threading.Barrier(len(work))

    def one(do):
        try:
            connection.ensure_connection()
            ready.wait()
            return do()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(one, work))


def errors(answers):
    return [answer for answer in answers if isinstance(answer, Exception)]


def test_a_word_that_some_propose_while_others_take_it_back(people):
    editor, writer, other = people
    for number in range(ROUNDS):
        word = f"zak {'abcdeghik'[number]}"
        house_words.learn(word, writer)
        answers = at_once(
            lambda word=word: house_words.take_back(word, editor),
            lambda word=word: house_words.take_back(word, writer),
            lambda word=word: house_words.learn(word, writer),
            lambda word=word: house_words.learn(word, other),
            lambda word=word: house_words.take_back(word, editor),
        )

        assert errors(answers) == []
        proposed = OwnWord.objects.filter(word__canonical=word).exists()
        assert HouseWord.objects.filter(canonical=word).exists() is proposed
    assert BinEntry.objects.exists()


def test_a_word_that_two_learn_is_there_once(people):
    editor, writer, other = people
    for number in range(ROUNDS):
        word = f"zek {'abcdeghik'[number]}"
        answers = at_once(
            *[lambda who=who, word=word: house_words.learn(word, who) for who in (editor, writer, other)]
        )

        assert errors(answers) == []
        assert HouseWord.objects.get(canonical=word).standing == HouseWord.Standing.USED


def test_lists_that_are_added_in_any_order_wait_for_each_other_and_not_for_ever(people):
    editor = people[0]
    words = [f"zik {letter}{other}" for letter in "abcde" for other in "ghikl"]

    answers = at_once(
        lambda: house_words.add_many(words, "word", editor),
        lambda: house_words.add_many(reversed(words), "word", editor),
        lambda: house_words.add_many([*words[9:], *words[:9]], "word", editor),
    )

    assert errors(answers) == []
    assert sum(len(report.added) for report in answers) == len(words)
    assert HouseWord.objects.count() == len(words)


def test_a_text_keeps_no_more_than_its_bound_whoever_dismisses(people, monkeypatch):
    monkeypatch.setattr(dismissals, "MAX_OF_TEXT", 3)
    found = [dismissals.Dismissed(f"0000000{number}", "typed", "x") for number in range(6)]

    answers = at_once(
        *[lambda one=one: dismissals.dismiss("article", 1, [one], people[0]) for one in found],
    )

    assert [type(error) for error in errors(answers)] == [dismissals.NotDismissed] * 3
    assert Dismissal.objects.count() == 3


def test_what_one_reads_on_two_pages_is_all_read(people):
    editor = people[0]
    for number in range(ROUNDS):
        pages = [f"{number}000000{place}" for place in range(4)]
        answers = at_once(*[lambda one=one: dismissals.note_read(editor, "article", 1, [one]) for one in pages])

        assert errors(answers) == []
        assert set(pages) <= ReadFindings.ids_of(editor, "article", 1)


def test_the_second_of_two_who_accept_a_word_from_their_own_list_reads_that_it_is_done(client, people):
    editor, writer, _ = people
    house_words.learn("tích kê", writer)
    word = HouseWord.objects.get()
    OwnWord.objects.create(word=word, user=editor)
    client.force_login(editor)
    sent = {"action": "accept_many", "_selected_action": [word.pk]}

    answer = while_it_waits(
        lambda: HouseWord.objects.filter(pk=word.pk).update(standing=HouseWord.Standing.USED),
        lambda: client.post(f"{reverse('admin:copyediting_houseword_changelist')}?cua_toi=cho", sent, follow=True),
    )

    assert [str(message) for message in answer.context["messages"]] == [
        "Các từ đã chọn đều ở tình trạng “Được dùng” từ trước."
    ]
