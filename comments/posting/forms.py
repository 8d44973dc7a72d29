from django import forms
from django.utils.functional import cached_property

from comments.models.comment import BODY_MAX, EMAIL_MAX, NAME_MAX
from comments.privacy import consent
from comments.screening.checks import Draft
from comments.tokens import FormToken, Unreadable
from database.keys import read_key
from mailing.addresses import AddressValidator
from vietnamese.form_fields import CleanedField, typed
from vietnamese.text import clean_multiline, clean_text

from .challenge import new_challenge

PRESS_AGAIN = "Biểu mẫu đã mở quá 24 giờ. Nội dung của bạn vẫn còn nguyên, xin bấm gửi lại."
PARENT_GONE = (
    "Bình luận mà bạn trả lời không có hoặc không còn trên trang tin. Bấm gửi lại để đăng thành bình luận mới."
)


class CommentForm(forms.Form):
    """A reader's comment. It reports all errors at once; without errors `draft` holds what it brought."""

    body = CleanedField(
        clean_function=clean_multiline,
        limit=BODY_MAX,
        what="Nội dung",
        error_messages={"required": "Xin viết nội dung bình luận."},
    )
    name = CleanedField(
        clean_function=clean_text,
        limit=NAME_MAX,
        what="Tên",
        error_messages={"required": "Xin cho biết tên của bạn."},
    )
    email = CleanedField(
        clean_function=clean_text,
        limit=EMAIL_MAX,
        what="Email",
        validators=[AddressValidator("Địa chỉ email chưa đúng. Ví dụ: ten@thu.vn")],
        error_messages={"required": "Xin nhập email của bạn."},
    )
    consent = forms.BooleanField(
        error_messages={"required": "Cần đánh dấu vào ô này thì bình luận mới gửi được."},
    )
    wants_mail = forms.BooleanField(required=False)
    parent = forms.Field(required=False)
    url = forms.Field(required=False)  # the trap: people do not see it
    token = forms.Field(required=False)

    challenge = None

    def __init__(self, posted=None, *, article_pk, parent=None):
        super().__init__(posted, initial={"parent": parent})
        self.article_pk = article_pk
        self.renewed_token = FormToken.for_article(article_pk, consent.VERSION)

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not any(character.isalpha() for character in name):
            raise forms.ValidationError("Tên phải có ít nhất một chữ cái.")
        return name

    def clean_parent(self):
        text = (self.cleaned_data["parent"] or "").strip()
        if not text:
            return None
        key = read_key(text)
        if key is None:
            self.forget_parent()
            raise forms.ValidationError(PARENT_GONE)
        return key

    def clean_token(self):
        try:
            token = FormToken.read(self.cleaned_data["token"] or "", self.article_pk)
        except Unreadable as error:
            raise forms.ValidationError(PRESS_AGAIN) from error
        self.renewed_token = token.renewed(consent.VERSION)
        if token.is_old:
            raise forms.ValidationError(PRESS_AGAIN)
        return token

    def ask_challenge(self):
        """Make the form, shown again, ask for a proof that a human sends it."""
        self.challenge = new_challenge()

    def forget_parent(self):
        """Make the form, sent again, bring a comment of its own instead of an answer."""
        self.data = self.data.copy()
        self.data["parent"] = ""

    def renew_submission(self):
        """Make the form, sent again, another submission."""
        self.renewed_token = self.renewed_token.for_another()

    @property
    def draft(self):
        token = self.cleaned_data["token"]
        return Draft(
            name=self.cleaned_data["name"],
            email=self.cleaned_data["email"],
            body=self.cleaned_data["body"],
            submission_id=token.submission_id,
            consent_version=token.consent_version,
            parent=self.cleaned_data["parent"],
            wants_mail=self.cleaned_data["wants_mail"],
            trap=clean_text((self.cleaned_data["url"] or "")[:200]),
            open_seconds=token.open_seconds,
        )

    @property
    def new_token(self):
        return self.renewed_token.write()

    @cached_property
    def kept(self):
        """What the reader typed, to be shown again, without invisible characters."""
        texts = {name: typed(self, name) for name in ("body", "name", "email")}
        ticked = {name: self[name].value() for name in ("consent", "wants_mail")}
        return texts | ticked | {"parent": clean_text(str(self["parent"].value() or ""))}

    @property
    def consent_text(self):
        return consent.TEXT

    @property
    def privacy_page(self):
        return consent.PRIVACY_PAGE

    @property
    def problems(self):
        """`(id of the field or None, sentence)` in the order of the form, for the summary on top."""
        with_field = ("body", "name", "email", "consent")
        return [(f"c-{name}", error) for name in with_field for error in self.errors.get(name, [])] + [
            (None, error) for name in ("parent", "token", "__all__") for error in self.errors.get(name, [])
        ]
