"""Persons in the bin: what it knows of one goes when they ask for it, and with their account."""

import pytest

from comments.models import Rule
from comments.privacy import personal_data
from revisions.models import BinEntry, SavedRow
from tests.factories import EDITOR, make_event, make_user

from .bins import bin_as, return_as

pytestmark = pytest.mark.django_db
ADDRESS = "bich.lien@thu.example"


def make_rule():
    return Rule.objects.create(kind="email", pattern=ADDRESS, note="Gửi nhiều lần")


def test_a_rule_against_an_address_is_told_and_erased_in_the_bin_too(hoa):
    bin_as(hoa, make_rule())
    bin_as(hoa, Rule.objects.create(pattern="tài xỉu trá hình"))

    told = personal_data.export(personal_data.kept_of(ADDRESS))
    personal_data.erase(ADDRESS)

    assert [rule["pattern"] for rule in told["các bản đã lưu của quy tắc lọc"]] == [ADDRESS]
    assert [entry.name for entry in BinEntry.objects.all()] == ["Từ, cụm từ: tài xỉu trá hình"]
    assert not personal_data.kept_of(ADDRESS)


def test_so_is_one_that_came_back_and_looks_for_something_else_now(hoa):
    entry = bin_as(hoa, make_rule())
    rule = return_as(hoa, entry).row
    rule.pattern = "khac@thu.example"
    rule.save()

    personal_data.erase(ADDRESS)

    assert not BinEntry.objects.filter(name__contains=ADDRESS).exists()
    assert not BinEntry.objects.filter(search_text__contains=ADDRESS).exists()


def test_an_account_that_is_deleted_leaves_its_entries_without_a_name():
    user = make_user(EDITOR)
    return_as(user, bin_as(user, make_event()))

    user.delete()

    entry = BinEntry.objects.get()
    assert (entry.binned_by, entry.brought_back_by) == (None, None)
    assert SavedRow.objects.filter(revision__user=None).count() == 2
