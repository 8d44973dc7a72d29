"""Two people save one article: what one alone changed joins, the rest is chosen, and nothing of either is lost."""

import re
from http import HTTPStatus

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Attachment, Tag
from articles.workflow import REVIEW
from newsroom.models import WorkingCopy
from revisions.models import SavedRow
from revisions.registry import kept_of
from revisions.snapshots import state_in
from tests.forms import fields_of
from tests.newsroom.forms_in_admin import make_draft, page_of, save
from tests.uploads.factories import pdf_bytes

from .merged_forms import BODY, begin, choose, opened, places, press_save, text

pytestmark = pytest.mark.django_db


def test_the_refused_form_offers_to_merge(sit_down, hoa, lan, article):
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, title="Bến Lam Hạ")

    answer = sit_down(lan).post(page_of(article), fields | {"summary": "Sapo của Lan."})

    assert f'formaction="{reverse("newsroom:begin_merge", args=[article.pk])}"' in answer.content.decode()


def test_what_different_hands_changed_joins_and_one_press_keeps_it(sit_down, hoa, lan, article):
    fields = opened(sit_down(lan), article)
    save(
        sit_down(hoa),
        article,
        title="Bến Lam Hạ",
        body=BODY.replace("cười", "cười vui"),
        tags=[Tag.objects.create(name="một cửa").pk],
    )
    client = sit_down(lan)

    answer = begin(
        client, article, fields, summary="Sapo của Lan.", body=BODY.replace("Chiều ấy mưa.", "Chiều ấy <em>tạnh</em>.")
    )

    article.refresh_from_db()
    assert (article.title, article.summary) == ("Bến Lam Hạ", "Sapo cũ.")
    assert "Của Minh Hòa: sửa tiêu đề, 1 đoạn nội dung; thêm thẻ “một cửa”." in text(answer)
    assert "Của bạn: sửa sapo, 1 đoạn nội dung." in text(answer)

    press_save(client, article, answer)
    assert (article.title, article.summary) == ("Bến Lam Hạ", "Sapo của Lan.")
    assert article.body == BODY.replace("cười", "cười vui").replace("Chiều ấy mưa.", "Chiều ấy <em>tạnh</em>.")
    assert [tag.name for tag in article.tags.all()] == ["một cửa"]
    assert not WorkingCopy.objects.open().exists()
    assert not SavedRow.objects.filter(kind="unsaved").exists()


def test_where_both_changed_one_paragraph_each_choice_does_what_it_says(sit_down, hoa, lan, article):
    ours, theirs = BODY.replace("đợi", "ngồi đợi"), BODY.replace("cổng xã", "cổng <strong>trụ sở</strong>")
    taken = {
        "cua-ban": ours,
        "cua-ho": theirs,
        "ca-hai": ours.replace("cổng xã.</p>", "cổng xã.</p>\n<p>Ông Páo đợi ở cổng <strong>trụ sở</strong>.</p>"),
        "go-lai": BODY.replace("đợi ở cổng xã", "đứng ở cổng <strong>trụ sở</strong>"),
    }
    for choice, body in taken.items():
        save(sit_down(hoa), article, body=BODY)
        fields = opened(sit_down(lan), article)
        save(sit_down(hoa), article, body=theirs)
        client = sit_down(lan)
        page = begin(client, article, fields, body=ours)
        (key,) = places(page).values()
        assert "Sau đoạn “Bà Hạnh cười.”" in text(page)

        joined = choose(client, page, **{f"chon-{key}": choice, f"go-{key}": "Ông Páo đứng ở cổng trụ sở."})
        press_save(client, article, joined)

        assert article.body == body, choice
        assert not WorkingCopy.objects.open().exists()


def test_a_conflict_right_behind_another_says_so(sit_down, hoa, lan, article):
    save(sit_down(hoa), article, body=BODY)
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, body=BODY.replace("cổng xã", "cổng trụ sở").replace("ấy mưa", "ấy nắng to"))
    ours = BODY.replace("đợi", "ngồi đợi").replace("ấy mưa", "ấy tạnh")

    page = begin(sit_down(lan), article, fields, body=ours)

    assert re.findall(r'merge-where">([^<]+)<', page.content.decode()) == [
        "Sau đoạn “Bà Hạnh cười.”",
        "Ngay sau chỗ 1, ở trên",
    ]


def test_what_was_not_taken_stays_as_a_revision_that_can_be_read_and_brought_back(sit_down, hoa, lan, article):
    tag = Tag.objects.create(name="tại nhà")
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, title="Bến Lam Hạ")
    client = sit_down(lan)
    page = begin(client, article, fields, title="Bến Lam Thượng", summary="Sapo của Lan.", tags=[tag.pk])
    (key,) = places(page).values()
    press_save(client, article, choose(client, page, **{f"chon-{key}": "cua-ho"}))

    kept = SavedRow.objects.of(article).get(kind="unsaved")
    state = state_in(kept, kept_of(type(article)))
    assert kept.step == "Nội dung của Ngọc Lan chưa được lấy khi gộp"
    assert (state.fields["title"], state.fields["tags"]) == ("Bến Lam Thượng", [tag.pk])
    assert (article.title, article.summary) == ("Bến Lam Hạ", "Sapo của Lan.")

    look = client.get(reverse("admin:articles_article_revision", args=[article.pk, kept.pk]))
    client.post(look.request["PATH_INFO"], fields_of(look, "khoi-phuc"))
    article.refresh_from_db()
    assert article.title == "Bến Lam Thượng"


def test_a_page_without_a_choice_asks_for_it_and_keeps_the_others(sit_down, hoa, lan, article):
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, title="Bến Lam Hạ", summary="Sapo của Hòa.")
    client = sit_down(lan)
    page = begin(client, article, fields, title="Bến Lam Thượng", summary="Sapo của Lan.")
    keys = places(page)

    answer = choose(client, page, **{f"chon-{keys['Tiêu đề']}": "go-lai", f"go-{keys['Tiêu đề']}": "Bến Lam Trung"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Còn 1 chỗ chưa chọn" in text(answer)
    assert fields_of(answer, "merge")[f"go-{keys['Tiêu đề']}"] == "Bến Lam Trung"
    joined = choose(client, answer, **{f"chon-{keys['Sapo']}": "cua-ban"})
    assert fields_of(joined, "article_form")["title"] == "Bến Lam Trung"


def test_a_third_save_meanwhile_is_merged_again_and_choices_that_still_hold_stay(sit_down, hoa, lan, article):
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, title="Bến Lam Hạ")
    client = sit_down(lan)
    page = begin(client, article, fields, title="Bến Lam Thượng")
    (key,) = places(page).values()
    save(sit_down(hoa), article, source="Báo Lai Châu")
    client = sit_down(lan)

    again = choose(client, page, **{f"chon-{key}": "cua-ban"})
    assert again.status_code == HTTPStatus.CONFLICT
    assert "vừa được lưu thêm một lần nữa" in text(again)
    assert fields_of(again, "merge")[f"chon-{key}"] == "cua-ban"

    joined = choose(client, again)
    save(sit_down(hoa), article, summary="Sapo của Hòa.")
    client = sit_down(lan)
    refused = client.post(page_of(article), fields_of(joined, "article_form"))
    joined = begin(client, article, fields_of(refused, "article_form"))
    press_save(client, article, joined)

    assert (article.title, article.summary, article.source) == ("Bến Lam Thượng", "Sapo của Hòa.", "Báo Lai Châu")
    assert not WorkingCopy.objects.open().exists()


def test_ones_own_other_tab_merges_in_the_same_way(sit_down, hoa, article):
    client = sit_down(hoa)
    fields = opened(client, article)
    save(client, article, title="Bến Lam Hạ")

    page = begin(client, article, fields, title="Bến Lam Thượng")

    assert "Chính bạn đã lưu bài này lúc" in text(page)
    assert "Bản đang gõ" in text(page)


def test_everything_rewritten_is_said_in_one_sentence_and_shown_whole(sit_down, hoa, lan, article):
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, body="<p>Sáng nay trời nắng to khắp thị trấn.</p>")
    client = sit_down(lan)

    rewritten = "<h2>Họp báo</h2>\n<p>Lãnh đạo tỉnh gặp phóng viên.</p>"
    page = begin(client, article, fields, body=rewritten)

    assert "Hai bản khác nhau quá nhiều nên không gộp từng đoạn được" in text(page)
    (key,) = places(page).values()
    joined = choose(client, page, **{f"chon-{key}": "cua-ban"})
    assert fields_of(joined, "article_form")["body"].strip() == rewritten


def test_without_an_ancestor_what_is_equal_joins_and_the_rest_is_asked(sit_down, hoa, lan, article):
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, title="Bến Lam Hạ")
    SavedRow.objects.of(article).filter(kind="baseline").delete()
    client = sit_down(lan)

    page = begin(client, article, fields, summary="Sapo của Lan.")

    assert "không còn bản gốc chung" in text(page)
    assert set(places(page)) == {"Tiêu đề", "Sapo"}
    joined = choose(client, page, **{"con-lai": "cua-ho"})
    assert fields_of(joined, "article_form")["summary"] == "Sapo cũ."


def test_an_older_edition_stands_in_for_an_ancestor_that_was_thinned_out(sit_down, hoa, lan, article):
    save(sit_down(hoa), article, source="Báo Lai Châu")
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, title="Bến Lam Hạ")
    SavedRow.objects.of(article).filter(edition=fields["seen_edition"]).delete()
    client = sit_down(lan)

    joined = begin(client, article, fields, summary="Sapo của Lan.")

    sent = fields_of(joined, "article_form")
    assert (sent["title"], sent["summary"], sent["source"]) == ("Bến Lam Hạ", "Sapo của Lan.", "Báo Lai Châu")


def test_a_merge_that_is_left_keeps_the_text_and_pressed_twice_makes_one_copy(sit_down, hoa, lan, article):
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, title="Bến Lam Hạ")
    client = sit_down(lan)
    page = begin(client, article, fields, title="Bến Lam Thượng")
    (key,) = places(page).values()
    for _ in range(2):
        choose(client, page, **{f"chon-{key}": "cua-ho"})

    merged, mine = WorkingCopy.objects.open().order_by("-pk")
    assert (merged.merged_from, mine.title) == (mine.key, "Bến Lam Thượng")
    form = client.get(page_of(article))
    assert form.content.decode().count("Viết tiếp bản nháp này") == 1


def test_what_is_typed_into_a_merged_text_after_the_merge_stays_as_a_revision(sit_down, hoa, lan, article):
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, title="Bến Lam Hạ")
    client = sit_down(lan)
    joined = begin(client, article, fields, summary="Sapo của Lan.")
    mine = WorkingCopy.objects.open().get(merged_from=None)
    mine.fields["summary"] = ["Sapo viết tiếp ở tab khác."]
    mine.save()

    press_save(client, article, joined)

    kept = SavedRow.objects.of(article).get(kind="unsaved")
    assert state_in(kept, kept_of(type(article))).fields["summary"] == "Sapo viết tiếp ở tab khác."


def test_attachments_join_row_by_row(sit_down, hoa, lan, article):
    first, _, third = (
        Attachment.objects.create(article=article, title=title, file=ContentFile(pdf_bytes(), f"{title}.pdf"))
        for title in ("Một", "Hai", "Ba")
    )
    fields = opened(sit_down(lan), article)
    theirs = {"attachments-0-title": "Một của Hòa", "attachments-1-DELETE": "on", "attachments-2-title": "Ba của Hòa"}
    theirs |= {"attachments-2-copy_kind": "stamped", "attachments-0-copy_kind": "stamped"}
    save(sit_down(hoa), article, **theirs)
    client = sit_down(lan)
    added = {"attachments-3-title": "Bốn", "attachments-3-position": "0", "attachments-TOTAL_FORMS": "4"}
    ours = {"attachments-0-title": "Một của Lan", "attachments-1-title": "Hai của Lan", **added}
    ours |= {"attachments-0-copy_kind": "text"}
    page = begin(client, article, fields, **ours)

    assert "Tệp đính kèm bạn đặt tên “Hai của Lan” đã bị bỏ" in text(page)
    ((label, key),) = places(page).items()
    assert label == "Tên tệp đính kèm “Một của Hòa”"
    joined = fields_of(choose(client, page, **{f"chon-{key}": "cua-ban"}), "article_form")

    rows = [(joined.get(f"attachments-{n}-id"), joined[f"attachments-{n}-title"]) for n in range(3)]
    assert rows == [(str(first.pk), "Một của Lan"), (str(third.pk), "Ba của Hòa"), (None, "Bốn")]
    assert [joined[f"attachments-{n}-copy_kind"] for n in range(3)] == ["text", "stamped", ""]


def test_a_copy_that_its_page_has_not_sent_yet_keeps_its_key(sit_down, hoa, lan, article):
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, title="Bến Lam Hạ")

    begin(sit_down(lan), article, fields, summary="Sapo của Lan.")

    assert str(WorkingCopy.objects.open().get(merged_from=None).key) == fields["copy_key"]


def test_a_file_that_was_just_chosen_is_stored_and_named_by_the_joined_form(sit_down, hoa, lan, article):
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, title="Bến Lam Hạ")
    chosen = SimpleUploadedFile("bieu-mau.pdf", pdf_bytes())
    row = {"attachments-0-title": "Biểu mẫu", "attachments-0-position": "0", "attachments-0-file": chosen}
    client = sit_down(lan)

    press_save(
        client,
        article,
        begin(client, article, fields, summary="Sapo của Lan.", **row, **{"attachments-TOTAL_FORMS": "1"}),
    )

    assert [each.title for each in article.attachments.all()] == ["Biểu mẫu"]


def test_no_step_is_taken_by_a_merged_form(sit_down, hoa, nhung):
    article = make_draft(nhung, title="Bến Lam", body=BODY)
    fields = opened(sit_down(nhung), article)
    save(sit_down(hoa), article, title="Bến Lam Hạ")
    client = sit_down(nhung)

    joined = begin(client, article, fields, summary="Sapo của Nhung.", status=REVIEW)
    press_save(client, article, joined)

    assert (article.status, article.summary) == ("draft", "Sapo của Nhung.")
