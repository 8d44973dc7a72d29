"""The page behind the link in a unit's letter: the question, and the form that answers it (see anonymous.py)."""

from django import forms
from django.http import Http404, HttpResponseRedirect

from comments.anonymous import answer, for_anonymous_readers
from comments.models.comment import NAME_MAX, OFFICIAL_BODY_MAX
from vietnamese.form_fields import CleanedField, typed
from vietnamese.text import clean_multiline, clean_text

from .unit_answers import Unreadable, is_received, link_behind, receive

HEADING = "Trả lời câu hỏi của bạn đọc"


class UnitAnswerForm(forms.Form):
    """The answer of a unit. It reports all errors at once."""

    body = CleanedField(
        clean_function=clean_multiline,
        limit=OFFICIAL_BODY_MAX,
        what="Nội dung",
        error_messages={"required": "Xin viết nội dung trả lời."},
    )
    signed_by = CleanedField(
        clean_function=clean_text,
        limit=NAME_MAX,
        what="Họ tên",
        error_messages={"required": "Xin ghi họ tên người trả lời."},
    )

    def clean_signed_by(self):
        name = self.cleaned_data["signed_by"]
        if not any(character.isalpha() for character in name):
            raise forms.ValidationError("Họ tên phải có ít nhất một chữ cái.")
        return name

    @property
    def kept(self):
        """What was typed, or what is to be mended, without invisible characters."""
        return {name: typed(self, name) for name in self.fields}

    @property
    def problems(self):
        """`(id of the field, sentence)` in the order of the form."""
        return [(f"c-{name}", error) for name in self.fields for error in self.errors.get(name, [])]


def _link(link):
    """The UnitLink of the address; whoever made one up learns nothing, and asks the database nothing."""
    try:
        found = link_behind(link)
    except Unreadable as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


@for_anonymous_readers(_link)
def unit_answer(request, link):
    """GET shows the question and the form, POST keeps the answer for a moderator. Two queries, and those of `receive`.

    It shows no e-mail address and no citizen's words once nothing is owed; it sets no cookie and is kept nowhere.
    """
    if standing := link.standing:
        return _cannot(request, link, standing)
    returned = link.returned
    if request.method != "POST":
        form = UnitAnswerForm(initial={"body": returned.body, "signed_by": returned.signed_by} if returned else None)
        return _show(request, link, form, returned)
    form = UnitAnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, link, form, returned, status=422)
    now = receive(link, **form.cleaned_data)
    if standing := now.standing:
        if is_received(now, form.cleaned_data["body"]):
            return HttpResponseRedirect(request.path, status=303)
        return _cannot(request, now, standing)
    return HttpResponseRedirect(request.path, status=303)


def _show(request, link, form, returned, status=200):
    context = {"link": link, "question": link.question, "comment": link.question.comment, "article": link.article}
    context |= {"form": form, "returned": returned}
    return answer(request, HEADING, "comments/includes/unit_answer.html", context, status=status)


def _cannot(request, link, standing):
    """Why the unit cannot answer now; what it wrote is shown, so that nothing is lost."""
    written, status = "", 410 if standing.is_over else 200
    if request.method == "POST":
        body = UnitAnswerForm(request.POST).kept["body"]
        written, status = ("", 200) if is_received(link, body) else (body, 409)
    context = {"question": link.question, "standing": standing, "article": link.article, "written": written}
    return answer(request, HEADING, "comments/includes/unit_standing.html", context, status=status)
