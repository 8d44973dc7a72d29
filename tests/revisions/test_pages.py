"""The pages "Các bản đã lưu": a list, and a comparison of two."""

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from reversion.models import Revision

from revisions.models import SavedRow
from tests.factories import make_image
from tests.newsroom.forms_in_admin import make_draft, page_of, sentences
from vietnamese.dates import VIETNAM

from .saves import address, save_as, saved_rows, words

pytestmark = pytest.mark.django_db


class TestList:
    def test_it_tells_who_when_which_step_and_what_changed_newest_first(self, client, story):
        told = words(client.get(address(story)))

        assert told.index("Sửa tiêu đề") < told.index("Sửa 1 đoạn nội dung") < told.index("Bản có trước khi lưu")
        assert "Thùy Nhung" in told

    def test_the_form_and_the_history_lead_to_it_and_the_history_still_answers(self, client, story):
        history = reverse("admin:articles_article_history", args=[story.pk])

        for page in (page_of(story), history):
            answer = client.get(page)
            assert answer.status_code == 200
            assert f'href="{address(story)}"' in answer.content.decode()

    def test_a_row_without_revisions_says_what_will_be_kept(self, sit_down, nhung):
        article = make_draft(nhung)

        assert "Chưa có bản nào" in words(sit_down(nhung).get(address(article)))

    def test_500_revisions_are_paged_and_cost_as_many_queries_as_two(
        self, client, story, nhung, django_assert_max_num_queries
    ):
        client.get(address(story))
        with django_assert_max_num_queries(10) as few:
            client.get(address(story))
        like = saved_rows(story)[-1]
        revisions = Revision.objects.bulk_create(
            Revision(date_created=timezone.now(), user=nhung, comment="") for _ in range(500)
        )
        SavedRow.objects.bulk_create(
            SavedRow(
                revision=revision, content_type=like.content_type, object_id=story.pk, kind="saved", summary="sửa"
            )
            for revision in revisions
        )

        with django_assert_max_num_queries(len(few)):
            answer = client.get(address(story))

        assert "503 bản" in words(answer)
        assert len(answer.context["page"].object_list) == 30
        assert "Trang 17 trên 17" in words(client.get(f"{address(story)}?trang=17"))

    @pytest.mark.parametrize("number", ["0", "99", "x", "-1", "1e9", "٣"])
    def test_a_number_of_no_page_shows_one(self, client, story, number):
        assert client.get(f"{address(story)}?trang={number}").status_code == 200

    def test_nothing_of_a_text_becomes_markup(self, client, story, nhung):
        save_as(nhung, story, title="<script>alert(1)</script>", note="<b>x</b>")

        told = client.get(address(story)).content.decode()

        assert "<script>alert" not in told
        assert "<b>x</b>" not in told


class TestComparison:
    def test_two_saves_of_one_minute_have_names_of_their_own(self, client, story):
        first, _, last = saved_rows(story)
        for saved, second in ((first, 5), (last, 41)):
            Revision.objects.filter(pk=saved.revision_id).update(
                date_created=datetime(2026, 11, 30, 16, 47, second, tzinfo=VIETNAM)
            )

        told = words(client.get(address(story)))
        compared = words(client.get(f"{address(story, 'comparison')}?tu={first.pk}&den={last.pk}"))

        for name in ("16:47:05, 30/11/2026", "16:47:41, 30/11/2026"):
            assert name in told
            assert f"Bản {name}" in compared

    def test_two_revisions_are_compared_as_a_person_reads(self, client, story):
        first, _, last = saved_rows(story)

        page = client.get(f"{address(story, 'comparison')}?tu={first.pk}&den={last.pk}").content.decode()

        assert "[bỏ: </span>78<" in page
        assert "[thêm: </span>80<" in page
        assert "&lt;p&gt;" not in page

    def test_the_older_one_stands_first_whichever_was_chosen_first(self, client, story):
        first, _, last = saved_rows(story)

        one = client.get(f"{address(story, 'comparison')}?tu={first.pk}&den={last.pk}")
        other = client.get(f"{address(story, 'comparison')}?tu={last.pk}&den={first.pk}")

        assert words(one) == words(other)

    def test_one_alone_is_compared_with_the_one_before_or_with_today(self, client, story):
        first, second, last = saved_rows(story)

        before = words(client.get(f"{address(story, 'comparison')}?den={second.pk}"))
        today = words(client.get(f"{address(story, 'comparison')}?tu={last.pk}"))

        assert "Sửa 1 đoạn nội dung" in before
        assert "Hai bản giống nhau" in today
        assert (
            "chọn hai bản" in sentences(client.get(f"{address(story, 'comparison')}?den={first.pk}", follow=True))[0]
        )

    @pytest.mark.parametrize("query", ["", "?tu=&den=", "?tu=x&den=y", "?tu=99999999&den=1", "?tu=1&den=1"])
    def test_what_are_no_two_revisions_leads_back_with_a_sentence(self, client, story, query):
        answer = client.get(address(story, "comparison") + query, follow=True)

        assert sentences(answer) == ["Xin chọn hai bản khác nhau để so sánh: một “bản trước”, một “bản sau”."]

    def test_a_revision_of_another_row_is_no_choice(self, client, story, nhung):
        other = make_draft(nhung)
        save_as(nhung, other, title="Bài khác hẳn")
        theirs, mine = saved_rows(other)[0], saved_rows(story)[0]

        answer = client.get(f"{address(story, 'comparison')}?tu={mine.pk}&den={theirs.pk}", follow=True)

        assert "Bài khác hẳn" not in words(answer)
        assert "chọn hai bản" in sentences(answer)[0]

    def test_pictures_stand_side_by_side(self, client, story, nhung):
        one, other = make_image(), make_image()
        save_as(nhung, story, cover=one)
        save_as(nhung, story, cover=other)

        page = client.get(f"{address(story, 'comparison')}?den={saved_rows(story)[-1].pk}").content.decode()

        assert page.index(one.url_for(640)) < page.index(other.url_for(640))


def test_revisions_of_no_row_are_not_found(sit_down, hoa):
    answer = sit_down(hoa).get("/quan-tri/articles/article/999999/cac-ban/", follow=True)

    assert answer.redirect_chain
    assert "Không có bài viết số" in " ".join(sentences(answer))


def test_a_number_beyond_all_numbers_is_not_found(client, story):
    assert client.get(address(story) + "99999999999999999999/").status_code == 404


@pytest.mark.parametrize("word", ["revisions", "comparison"])
def test_pages_that_only_show_take_nothing(client, story, word):
    assert client.post(address(story, word)).status_code == 405


@pytest.mark.parametrize(("word", "queries"), [("revisions", 10), ("comparison", 14), ("revision", 32)])
def test_each_page_costs_a_fixed_number_of_queries(client, story, word, queries, django_assert_max_num_queries):
    first = saved_rows(story)[0]
    client.get(address(story))
    place = address(story, word, *([first.pk] if word == "revision" else []))

    with django_assert_max_num_queries(queries):
        client.get(f"{place}?tu={first.pk}")
