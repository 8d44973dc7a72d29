"""What makes an address broken: often enough, over days; and every answer is said in plain words."""

from datetime import UTC, datetime, timedelta

import pytest

from links.answers import SENTENCES, Answer, sentence, settle, settle_inside
from links.models import Address
from links.state import State
from links.verdicts import missing, opens

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def after(*answers, every=timedelta(days=1)):
    """The Address after these answers, one each `every`."""
    address = Address(address="https://a.vn/", host="a.vn")
    for number, code in enumerate(answers):
        settle(address, code if isinstance(code, Answer) else Answer(code), NOW + number * every)
    return address


@pytest.mark.parametrize("code", ["404", "410", "dns", "soft", "home"])
def test_what_is_gone_is_broken_on_another_day(code):
    assert after(code).state == State.SHAKY
    assert after(code, code).state == State.BROKEN
    assert after(code, code, code, every=timedelta(minutes=5)).state == State.SHAKY


@pytest.mark.parametrize("code", ["500", "503", "timeout", "connect", "tls", "protocol", "loop", "408"])
def test_trouble_of_a_server_is_for_a_while_and_then_broken(code):
    assert [after(*[code] * number).state for number in (1, 2, 3, 4)] == [*[State.SHAKY] * 3, State.BROKEN]
    assert after(*[code] * 9, every=timedelta(hours=1)).state == State.SHAKY


@pytest.mark.parametrize("code", ["401", "403", "405", "418", "429", "451", "501", "999", "robots", "private", "port"])
def test_who_wants_no_machine_is_not_broken(code):
    assert after(*[code] * 9).state == State.CLOSED


def test_an_inner_address_is_broken_at_once():
    assert after("inner").state == State.BROKEN


def test_one_answer_ends_what_was_wrong():
    address = after("404", "404", "200")

    assert (address.state, address.failures, address.failing_since) == (State.FINE, 0, None)


def test_since_when_is_the_first_failure_and_stays():
    address = after("404", "timeout", "404", "500")

    assert (address.failing_since, address.state) == (NOW, State.BROKEN)


def test_what_moved_is_known_until_it_is_there_again():
    moved = Answer("200", "https://moi.vn/")

    assert (after(moved).state, after(moved).moved_to) == (State.MOVED, "https://moi.vn/")
    assert (after(moved, "200").state, after(moved, "200").moved_to) == (State.FINE, "")


def test_looks_are_spread_and_no_sooner_than_wanted():
    hours = [(after("200").next_check_at - NOW) / timedelta(hours=1) for _ in range(50)]

    assert min(hours) >= 0.8 * 7 * 24
    assert max(hours) <= 1.2 * 7 * 24
    assert len(set(hours)) > 40
    assert (after("404").next_check_at - NOW) > timedelta(hours=12)


def test_inside_nothing_waits_for_days():
    address = Address(address="/trang/x/")
    settle_inside(address, missing(), NOW)
    assert (address.state, address.failing_since) == (State.BROKEN, NOW)
    settle_inside(address, opens("page:1"), NOW)
    assert (address.state, address.target, address.failing_since) == (State.FINE, "page:1", None)


@pytest.mark.parametrize("code", [*SENTENCES, "200", "204", "400", "418", "500", "503", "999", "301", "", "x"])
def test_every_answer_is_a_vietnamese_sentence(code):
    said = sentence(code)

    assert said
    assert any(letter in said for letter in "ạảấầẩậắằẵặẹẻếềểệịỉọỏốồổộớờởợụủứừửữựỳýđôơưăâáàãíóúéẫ")
