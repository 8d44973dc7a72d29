"""The pages that make an article of a word processor's file: files are sent, what was understood is shown, an article
is made of it once, or its text is handed to the form that is open.
"""

from functools import wraps
from http import HTTPStatus

from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles.models import Category
from database.keys import read_uuid
from manuscripts import reading, sentences
from manuscripts.manuscript import Manuscript
from newsroom.answers import sentence_of
from newsroom.models import StoredManuscript
from richtext.legacy_fonts import NAMES
from richtext.sanitize import clean_for_desk, sanitize_html
from uploads.checks import Refused
from uploads.refusals import shown_name
from vietnamese.legacy import detect

from .manuscript_form import FilesInput, ManuscriptForm, texts_of, wrong_with
from .manuscripts import body_of, drop, images_of, library_notes, made_of, make_article, preview, store, take_picture

NO_RIGHT = "Tài khoản của bạn không được viết bài mới nên không đọc tệp thành bài được. Xin hỏi quản trị web."
NO_PICTURES = "Tài khoản của bạn không được tải ảnh lên: hãy chọn “Bỏ ảnh” ở từng ảnh, hoặc hỏi quản trị web."
SIGNED_OUT = (
    "Phiên làm việc đã hết nên chưa đọc được tệp. Hãy đăng nhập lại rồi thử lại; tệp vẫn còn trên máy của bạn."
)
GONE = "Tệp ấy không còn: đã quá một ngày, đã bỏ, hoặc là của tài khoản khác. Hãy tải tệp lên lại."
AGAIN = "Bài đã được tạo từ lần bấm trước; lần bấm này được bỏ qua."
USED = "Bài của tệp này đã ở trong thùng rác. Muốn tạo lại, hãy tải tệp lên lại."
DONE = "Đã tạo bản nháp từ tệp “{}”. Xin đọc lại một lượt rồi gửi duyệt."
DROPPED = "Đã bỏ tệp “{}”."
TAKES_PICTURES = "uploads.add_image"


def asks_for_json(request):
    return "application/json" in request.headers.get("Accept", "")


def framed(view):
    """Decorator: the form of an article may show the page in a frame, where its text is to be inserted."""
    in_frame = xframe_options_sameorigin(csp_replace({"frame-ancestors": ["'self'"]})(view))

    @wraps(view)
    def choose(request, *args, **kwargs):
        return (in_frame if request.GET.get("chen") else view)(request, *args, **kwargs)

    return never_cache(choose)


class ReadsManuscripts:
    """For the ModelAdmin of articles: `tu-tep/` takes files, `tu-tep/<key>/` is the page of one."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("tu-tep/", self._for_writers(self.manuscripts_view), name="articles_article_manuscripts"),
            path("tu-tep/<uuid:key>/", wrap(framed(self.manuscript_view)), name="articles_article_manuscript"),
            path(
                "tu-tep/<uuid:key>/anh/<int:number>/",
                self._for_writers(self.manuscript_picture_view),
                name="articles_article_manuscript_picture",
            ),
            *super().get_urls(),
        ]

    def _for_writers(self, view):
        """`view` within the admin; whoever asks for JSON reads a sentence where others are led to sign in."""
        shown = never_cache(self.admin_site.admin_view(view))

        def answer(request, *args, **kwargs):
            if asks_for_json(request) and not self.admin_site.has_permission(request):
                return sentence_of("signed_out", SIGNED_OUT, HTTPStatus.UNAUTHORIZED)
            if asks_for_json(request) and not self.has_add_permission(request):
                return sentence_of("no_right", NO_RIGHT, HTTPStatus.FORBIDDEN)
            return shown(request, *args, **kwargs)

        return answer

    # Files are sent

    def manuscripts_view(self, request):
        """GET: files are chosen, and those that wait. POST `upload`: one file for a script, which reads {"manuscript":
        {"address", "insert", "name"}}; several of a form. POST `drop`: the key of one that nobody needs.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied(NO_RIGHT)
        if request.method in {"GET", "HEAD"}:
            return self._show_sending(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if "drop" in request.POST:
            return self._drop_manuscript(request)
        sent = request.FILES.getlist("upload")
        if asks_for_json(request):
            return self._answer_sender(request, sent)
        done, refused = self._store_manuscripts(request, sent)
        if len(done) == 1 and not refused:
            return redirect("admin:articles_article_manuscript", done[0].key)
        return self._show_sending(request, refused, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK)

    def _store_manuscripts(self, request, sent):
        """(the stored ones, sentences about the others)."""
        done, refused = [], [] if sent else [str(reading.refusal("no_file"))]
        for file in sent:
            try:
                done.append(store(file, request.user))
            except Refused as error:
                refused.append(error.about(file.name))
        return done, refused

    def _answer_sender(self, request, sent):
        done, refused = self._store_manuscripts(request, sent[:1])
        if refused:
            return sentence_of("refused", refused[0], HTTPStatus.BAD_REQUEST)
        address = reverse("admin:articles_article_manuscript", args=[done[0].key])
        return JsonResponse(
            {"manuscript": {"address": address, "insert": f"{address}?chen=1", "name": shown_name(done[0].name)}}
        )

    def _drop_manuscript(self, request):
        found = StoredManuscript.objects.kept(request.user).filter(key=read_uuid(request.POST["drop"])).first()
        if found is None:
            messages.info(request, GONE)
        else:
            drop(found)
            messages.success(request, DROPPED.format(found.name))
        return redirect("admin:articles_article_manuscripts")

    def _show_sending(self, request, refused=(), *, status=HTTPStatus.OK):
        context = {
            **self.admin_site.each_context(request),
            "title": "Bài từ tệp Word",
            "files": FilesInput().render("upload", None, {"id": "manuscript-files"}),
            "kept": list(StoredManuscript.objects.kept(request.user)),
            "refused": refused,
        }
        return render(request, "newsroom/manuscripts.html", context, status=status)

    # One is shown, and becomes an article

    def manuscript_view(self, request, key):
        """GET shows what was understood; POST `op`: "show" (with other choices), "make" (the article, once), "insert"
        (hands the text to the form around the frame).
        """
        if not self.has_add_permission(request):
            raise PermissionDenied(NO_RIGHT)
        inserts = bool(request.GET.get("chen"))
        stored = StoredManuscript.objects.kept(request.user).defer(None).filter(key=key).first()
        if stored is None:
            return self._say_manuscript_gone(request, key, inserts=inserts)
        manuscript = Manuscript.of(stored.read)
        if request.method != "POST":
            form = ManuscriptForm.guessed(manuscript, stored.name, stored.taken, inserts=inserts)
            return self._show_manuscript(request, stored, form)
        form = ManuscriptForm.sent(manuscript, request.POST, stored.taken, inserts=inserts)
        if request.POST.get("op") == "show":
            return self._show_manuscript(request, stored, form)
        return self._make_of_manuscript(request, stored, form)

    def _make_of_manuscript(self, request, stored, form):
        category = Category.objects.filter(pk=form.category).first()
        form.category = category.pk if category else None
        is_right = form.check()
        if any(row.is_kept and not row.taken for row in form.rows) and not request.user.has_perm(TAKES_PICTURES):
            form.wrong["pictures"], is_right = NO_PICTURES, False
        if not is_right:
            return self._show_manuscript(request, stored, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        new = form.new_text()
        try:
            images = images_of(stored, form.manuscript, new)
            notes, body = library_notes(new, images), body_of(form.manuscript, new, images)
            if form.inserts:
                return self._hand_over(request, stored, body, notes)
            article = make_article(stored, new, body, category)
        except ValidationError as error:
            form.refuse(error)
            return self._show_manuscript(request, stored, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        if article is None:
            return self._say_manuscript_gone(request, stored.key)
        messages.success(request, DONE.format(stored.name))
        for note in notes:
            messages.info(request, note)
        return redirect("admin:articles_article_change", article.pk)

    def _hand_over(self, request, stored, body, notes):
        drop(stored)
        context = {**self.admin_site.each_context(request), "is_popup": True, "title": "Chèn vào bài", "body": body}
        context["notes"] = notes
        return render(request, "newsroom/manuscript_inserted.html", context)

    def _say_manuscript_gone(self, request, key, *, inserts=False):
        """Where the manuscript is not there: an article was made of it, or it is over."""
        if made := made_of(key, request.user):
            messages.info(request, AGAIN)
            return redirect("admin:articles_article_change", made.pk)
        if inserts:
            context = {
                **self.admin_site.each_context(request),
                "is_popup": True,
                "title": "Chèn vào bài",
                "gone": GONE,
            }
            return render(request, "newsroom/manuscript_inserted.html", context, status=HTTPStatus.NOT_FOUND)
        messages.warning(request, GONE)
        return redirect("admin:articles_article_manuscripts")

    def _show_manuscript(self, request, stored, form, *, status=HTTPStatus.OK):
        body = form.manuscript.body(form.choice, _placeholder, _placeholder)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Xem lại: {stored.name}",
            "is_popup": form.inserts,
            "stored": stored,
            "form": form,
            "body": mark_safe(clean_for_desk(sanitize_html(body))),
            "old_font": NAMES.get(detect(form.manuscript.words) or ""),
            "left_out": [
                (sentences.left_out(each.kind, each.count), each.examples) for each in form.manuscript.left_out
            ],
        }
        return render(request, "newsroom/manuscript.html", context, status=status)

    # Pictures

    def manuscript_picture_view(self, request, key, number):
        """GET: a small picture, for its sender alone. POST: takes it into the library with the words that are typed,
        before the article is made: {"taken": number}, or a sentence.
        """
        stored = StoredManuscript.objects.kept(request.user).defer(None).filter(key=key).first()
        if stored is None or not self.has_add_permission(request):
            return sentence_of("gone", GONE, HTTPStatus.NOT_FOUND)
        manuscript = Manuscript.of(stored.read)
        try:
            if request.method in {"GET", "HEAD"}:
                answer = HttpResponse(preview(stored, manuscript, number), content_type="image/webp")
                answer["X-Content-Type-Options"] = "nosniff"
                return answer
            return self._take_from_manuscript(request, stored, manuscript, number)
        except Refused as error:
            return sentence_of("refused", str(error), HTTPStatus.BAD_REQUEST)

    def _take_from_manuscript(self, request, stored, manuscript, number):
        if not request.user.has_perm(TAKES_PICTURES):
            return sentence_of("no_right", NO_PICTURES, HTTPStatus.FORBIDDEN)
        texts = texts_of(request.POST, number)
        if wrong := wrong_with(texts):
            return sentence_of("refused", wrong, HTTPStatus.BAD_REQUEST)
        take_picture(stored, manuscript, number, texts)
        return JsonResponse({"taken": number})


def _placeholder(number):
    return f'<p class="center"><em>[Ảnh {number}]</em></p>'
