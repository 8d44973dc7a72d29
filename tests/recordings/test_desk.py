"""What the dialog of the editor asks, and the pages of the admin: who may, what is said, what is kept."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from recordings.models import Recording
from recordings.taking_in import Words, take_in
from revisions.bin.binning import put
from revisions.bin.emptying import empty
from revisions.models import BinEntry, SavedRow
from revisions.saving import keep, saved_by
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_image, make_site, make_user
from uploads.serving import is_binned, is_there

from .factories import figure_of, make_recording, mp3_bytes, mp4_bytes, sent

pytestmark = pytest.mark.django_db
ADD, LIBRARY = "/quan-tri/video-am-thanh/them/", "/quan-tri/video-am-thanh/kho/"
KEY = "dQw4w9WgXcQ"


def change(recording):
    return reverse("desk_recordings:change", args=[recording.key])


def say(answer):
    return answer.json()["error"]["message"]


@pytest.fixture
def desk(client):
    client.user = make_user(WRITER)
    client.force_login(client.user)
    return client


class TestADialogThatAdds:
    def test_an_address_becomes_a_row_of_the_library(self, desk):
        still = make_image()

        answer = desk.post(
            ADD,
            {"address": f"https://youtu.be/{KEY}", "title": "  Trả lời  dân ", "still": still.pk, "length": "3:12"},
        )
        [recording] = Recording.objects.all()

        assert (recording.title, recording.provider, recording.code) == ("Trả lời dân", "youtube", KEY)
        assert (recording.seconds, recording.uploaded_by, recording.still) == (192, desk.user, still)
        told = answer.json()["recording"]
        assert told["address"] == f"/video/{recording.key}/"
        assert told["still"]["url"] == still.url
        assert told["said_before"].startswith("Video trên YouTube")

    @pytest.mark.parametrize(("content", "kind"), [(mp4_bytes(), "video"), (mp3_bytes(), "audio")])
    def test_a_file_becomes_one_under_a_name_of_its_own(self, desk, content, kind):
        fields = {"upload": sent(content, "Phỏng vấn số 1.MP4"), "title": "Phỏng vấn", "still": make_image().pk}

        desk.post(ADD, fields)
        [recording] = Recording.objects.all()

        assert recording.kind == kind
        assert recording.file.name.startswith("video/20")
        assert "/phong-van-so-1-" in recording.file.name
        assert recording.size == len(content)

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"title": "Tên"}, "Hãy dán địa chỉ của video, hoặc chọn"),
            ({"address": "https://facebook.com/x", "title": "Tên"}, "không nhận video từ “facebook.com”"),
            ({"address": f"https://youtu.be/{KEY}"}, "Hãy ghi tên"),
            ({"address": f"https://youtu.be/{KEY}", "title": "Tên"}, "Hãy chọn ảnh đại diện"),
            ({"address": f"https://youtu.be/{KEY}", "title": "x" * 201, "still": "pk"}, "201"),
            ({"address": f"https://youtu.be/{KEY}", "title": "Tên", "still": "pk", "length": "dài"}, "3:12"),
            ({"address": f"https://youtu.be/{KEY}", "title": "Tên", "still": "999999"}, "không còn trong thư viện"),
            ({"upload": b"rac" * 30, "title": "Tên"}, "“phong-van.mp4”: Tệp này không phải"),
            ({"upload": mp4_bytes(), "title": "Tên"}, "Hãy chọn ảnh đại diện"),
            ({"upload": mp4_bytes(), "address": f"https://youtu.be/{KEY}", "title": "Tên"}, "bỏ một trong hai"),
        ],
    )
    def test_a_refusal_is_a_sentence_and_nothing_is_kept(self, desk, fields, said, media_folder):
        given = {name: sent(value) if isinstance(value, bytes) else value for name, value in fields.items()}
        if given.get("still") == "pk":
            given["still"] = make_image().pk

        answer = desk.post(ADD, given)

        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert said in say(answer)
        assert not Recording.objects.exists()
        assert not [path for path in media_folder.glob("video/**/*") if path.is_file()]

    def test_one_that_is_there_is_used_again_and_the_person_is_told(self, desk):
        recording = make_recording(f"https://youtu.be/{KEY}", title="Tên đã có")

        answer = desk.post(
            ADD, {"address": f"https://youtu.be/{KEY}?t=3", "title": "Tên khác", "still": make_image().pk}
        )

        assert answer.json()["recording"]["key"] == recording.key
        assert "“Tên đã có”" in answer.json()["note"]

    def test_a_full_disk_is_a_sentence(self, desk, monkeypatch):
        monkeypatch.setattr("os.link", _full)

        answer = desk.post(ADD, {"upload": sent(mp3_bytes()), "title": "Tên"})

        assert "Máy chủ chưa lưu được tệp" in say(answer)
        assert not Recording.objects.exists()


def _full(*_given):
    raise OSError(28, "No space left on device")


class TestWhoMay:
    @pytest.mark.parametrize(
        ("role", "expected"), [(WRITER, 200), (EDITOR, 200), (WEBMASTER, 200), (MODERATOR, 403), (None, 403)]
    )
    def test_each_role_does_what_it_may_with_pictures(self, client, role, expected):
        user = make_user(role)
        recording = make_recording(by=user)
        client.force_login(user)
        words = {"title": "Tên mới", "still": recording.still_id, "address": f"https://youtu.be/{KEY}"}

        answers = [
            client.get(LIBRARY),
            client.post(ADD, words),
            client.get(change(recording)),
            client.post(change(recording), words),
        ]

        assert [answer.status_code for answer in answers] == [expected] * 4
        if expected == HTTPStatus.FORBIDDEN:
            assert all("Tài khoản của bạn chưa được" in say(answer) for answer in answers)

    def test_without_a_session_a_script_reads_what_to_do(self, client):
        answers = [client.get(LIBRARY), client.post(ADD), client.post(change(make_recording()))]

        assert [answer.status_code for answer in answers] == [401] * 3
        assert all("đăng nhập lại" in say(answer) for answer in answers)

    def test_whoever_may_only_look_changes_nothing(self, client):
        user = make_user()
        user.user_permissions.add(Permission.objects.get(codename="view_recording"))
        client.force_login(user)
        recording = make_recording()

        assert client.get(change(recording)).status_code == HTTPStatus.OK
        assert client.post(change(recording), {"title": "Khác"}).status_code == HTTPStatus.FORBIDDEN


class TestWordsOfOne:
    def test_they_are_changed_and_the_save_is_kept(self, desk):
        recording = make_recording(length="3:12", by=desk.user)
        still = make_image()

        answer = desk.post(
            change(recording), {"title": "Mới", "still": still.pk, "transcript": "Nói.", "length": "4:00"}
        )
        recording.refresh_from_db()

        assert answer.json()["recording"]["transcript"] == "Nói."
        assert (recording.title, recording.still, recording.seconds) == ("Mới", still, 240)
        assert [saved.kind for saved in SavedRow.objects.of(recording)] == ["saved", "baseline"]

    def test_what_is_compared_is_the_length_as_people_write_it(self, desk):
        recording = make_recording(length="3:12", by=desk.user)
        words = {"title": recording.title, "still": recording.still_id, "length": "4:00"}
        desk.post(change(recording), words)

        first = SavedRow.objects.of(recording).last()
        address = reverse("admin:recordings_recording_comparison", args=[recording.pk])
        page = desk.get(address, {"tu": first.pk}).content.decode()

        assert "3:12" in page
        assert "4:00" in page
        assert ">192<" not in page

    def test_the_length_of_a_file_is_what_the_file_says(self, desk):
        recording = make_recording(file=mp4_bytes(), by=desk.user)

        desk.post(change(recording), {"title": "Mới", "still": recording.still_id, "length": "9:00"})

        recording.refresh_from_db()
        assert recording.seconds == 192

    @pytest.mark.parametrize("words", [{"title": ""}, {"title": "Tên"}, {"title": "x" * 300}])
    def test_what_is_missing_is_said_and_nothing_changes(self, desk, words):
        recording = make_recording(title="Cũ", by=desk.user)

        answer = desk.post(change(recording), words)

        assert answer.status_code == HTTPStatus.BAD_REQUEST
        recording.refresh_from_db()
        assert recording.title == "Cũ"

    def test_of_one_that_is_deleted_it_says_so(self, desk):
        recording = make_recording()
        recording.delete()

        assert "vừa bị xóa" in say(desk.get(change(recording)))


class TestTheLibrary:
    def test_it_is_searched_without_marks_in_titles_and_transcripts_and_paged(self, desk, django_assert_num_queries):
        make_recording(title="Đất đai", transcript="Sổ đỏ trả trong bảy ngày")
        for number in range(30):
            make_recording(title=f"Video {number}")

        with django_assert_num_queries(9):
            first = desk.get(LIBRARY).json()
        found = desk.get(LIBRARY, {"q": "so do BAY ngay"}).json()

        assert (first["count"], first["pages"], len(first["recordings"])) == (31, 2, 24)
        assert [each["title"] for each in found["recordings"]] == ["Đất đai"]

    def test_an_empty_one_is_an_empty_list(self, desk):
        assert desk.get(LIBRARY, {"trang": "x"}).json() == {"recordings": [], "page": 1, "pages": 1, "count": 0}


class TestTheAdmin:
    @pytest.fixture
    def boss(self, client):
        make_site()
        client.user = make_user(WEBMASTER)
        client.force_login(client.user)
        return client

    def test_a_video_is_added_without_a_script(self, boss):
        fields = {"address": f"https://vimeo.com/{76979871}", "title": "Họp báo", "still": make_image().pk}
        fields |= {"seconds": "3:12", "transcript": "Xin chào."}

        answer = boss.post(reverse("admin:recordings_recording_add"), fields)

        assert answer.status_code == HTTPStatus.FOUND
        recording = Recording.objects.get()
        assert (recording.provider, recording.seconds, recording.uploaded_by) == ("vimeo", 192, boss.user)

    def test_so_is_a_file(self, boss):
        fields = {"upload": sent(mp3_bytes(), "a.mp3"), "title": "Phát thanh"}

        boss.post(reverse("admin:recordings_recording_add"), fields)

        assert Recording.objects.get().kind == "audio"

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"title": "Tên"}, "Hãy dán địa chỉ của video"),
            ({"title": "Tên", "address": "https://x.vn/a"}, "không nhận video"),
            ({"title": "", "upload": mp3_bytes()}, "“phong-van.mp4” chưa được tải lên"),
            ({"title": "Tên", "upload": b"rac" * 50}, "không phải video"),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field(self, boss, fields, said):
        given = {name: sent(value) if isinstance(value, bytes) else value for name, value in fields.items()}

        answer = boss.post(reverse("admin:recordings_recording_add"), given)

        assert answer.status_code == HTTPStatus.OK
        assert said in answer.content.decode()
        assert not Recording.objects.exists()

    def test_its_form_names_where_it_is_shown_and_saves_words(self, boss):
        recording = make_recording()
        article = make_article(title="Bài có video", body=figure_of(recording))
        address = reverse("admin:recordings_recording_change", args=[recording.pk])

        page = boss.get(address).content.decode()
        fields = {"title": "Tên mới", "still": recording.still_id, "seconds": "4:00", "transcript": "Mười hai ngày."}
        boss.post(address, fields)

        assert article.title in page
        recording.refresh_from_db()
        assert (recording.title, recording.seconds) == ("Tên mới", 240)
        assert article.title in boss.get("/tim-kiem/", {"q": "mười hai ngày"}).content.decode()

    def test_one_that_is_shown_is_not_deleted(self, boss):
        recording = make_recording()
        make_article(title="Bài có video", body=figure_of(recording))
        address = reverse("admin:recordings_recording_delete", args=[recording.pk])

        page = boss.get(address).content.decode()
        boss.post(address, {"post": "yes"})

        assert "Bài có video" in page
        assert Recording.objects.filter(pk=recording.pk).exists()

    def test_one_that_is_deleted_is_gone_with_its_file_and_comes_back(self, boss, django_capture_on_commit_callbacks):
        recording = make_recording(file=mp4_bytes())
        url, name = recording.file.url, recording.file.name
        with saved_by(boss.user):
            article = make_article(body=figure_of(recording))
            keep(article)
        with saved_by(boss.user):
            keep(article)
            article.body = "<p>Không còn video.</p>"
            article.save()

        with django_capture_on_commit_callbacks(execute=True):
            boss.post(reverse("admin:recordings_recording_delete", args=[recording.pk]), {"post": "yes"})
        boss.logout()
        gone = [boss.get(address).status_code for address in (recording.get_absolute_url(), recording.player_url, url)]
        boss.force_login(boss.user)
        entry = BinEntry.objects.get()
        with django_capture_on_commit_callbacks(execute=True):
            boss.post(reverse("bin:entry", args=[entry.pk]))
        boss.logout()

        assert gone == [HTTPStatus.GONE] * 3
        back = Recording.objects.get()
        assert (back.key, back.file.name) == (recording.key, name)
        served = boss.get(url)
        assert served.status_code == HTTPStatus.OK
        served.close()

    def test_its_list_asks_the_same_number_of_queries_for_many(self, boss, django_assert_max_num_queries):
        for _ in range(3):
            make_recording()
        address = reverse("admin:recordings_recording_changelist")
        boss.get(address)

        with django_assert_max_num_queries(14):
            boss.get(address)

    def test_whoever_takes_part_no_more_leaves_no_name(self):
        user = make_user(WRITER)
        recording = make_recording(by=user)

        user.delete()

        recording.refresh_from_db()
        assert recording.uploaded_by is None

    @pytest.mark.parametrize("sends", ["an address", "a file"])
    def test_sent_anew_it_comes_back_from_the_bin_with_its_words(self, sends, django_capture_on_commit_callbacks):
        webmaster, content = make_user(WEBMASTER), mp4_bytes()
        given = {"address": f"https://youtu.be/{KEY}"} if sends == "an address" else {"file": content}
        recording = make_recording(**given, title="Họp báo")
        with django_capture_on_commit_callbacks(execute=True), saved_by(webmaster):
            put(recording, webmaster)

        sent_file = sent(content) if sends == "a file" else None
        taken = take_in(given.get("address", ""), sent_file, Words("Tên khác", make_image()), by=webmaster)

        assert (taken.recording.key, taken.recording.title) == (recording.key, "Họp báo")
        assert "đang ở thùng rác nên đã được khôi phục" in taken.note
        if sends == "a file":
            assert is_there(recording.file.name)

    def test_what_no_reader_saw_goes_for_ever_with_its_file_and_what_one_saw_stays(
        self, django_capture_on_commit_callbacks
    ):
        editor, unseen, seen = make_user(EDITOR), make_recording(file=mp4_bytes()), make_recording()
        with saved_by(editor):
            article = make_article(body=figure_of(seen))
            keep(article)
        with saved_by(editor):
            keep(article)
            article.body = "<p>Không còn video.</p>"
            article.save()
        with django_capture_on_commit_callbacks(execute=True), saved_by(editor):
            put(unseen, editor)
            put(seen, editor)
        saw = dict(BinEntry.objects.values_list("object_id", "readers_saw"))

        empty(60, do=True, at=timezone.now() + timedelta(days=61))

        assert saw == {unseen.pk: False, seen.pk: True}
        assert [entry.object_id for entry in BinEntry.objects.all()] == [seen.pk]
        assert not is_there(unseen.file.name)
        assert not is_binned(unseen.file.name)

    def test_a_text_that_shows_it_again_brings_it_back(self):
        editor, recording = make_user(EDITOR), make_recording()
        article = make_article(body="<p>a</p>")
        with saved_by(editor):
            put(recording, editor)

        with saved_by(editor):
            keep(article)
            article.body = figure_of(recording)
            article.save()

        assert Recording.objects.get().key == recording.key

    def test_put_by_hand_it_lies_in_the_bin_too(self):
        recording = make_recording(file=mp3_bytes(), still=None)

        with saved_by(make_user(WEBMASTER)):
            put(recording, None)

        assert not Recording.objects.exists()
