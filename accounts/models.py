import unicodedata

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from vietnamese.fields import CleanCharField, MailField
from vietnamese.names import given_name_key
from vietnamese.order import AlphabetKeyField
from vietnamese.text import nfc, without_invisible

# (id, name) as `User.__str__` gives it, for statements of other packages.
USER_NAMES = """
    SELECT id, coalesce(nullif(pen_name, ''), nullif(trim(last_name || ' ' || first_name), ''), username) AS name
    FROM accounts_user"""


class User(AbstractUser):
    """Somebody who works on the portal. Readers have no account."""

    first_name = CleanCharField(_("first name"), max_length=150, blank=True)
    last_name = CleanCharField(_("last name"), max_length=150, blank=True)
    email = MailField(_("email address"), blank=True)
    pen_name = CleanCharField("bút danh", max_length=80, blank=True, help_text="Tên ký dưới bài viết.")
    sort_key = models.CharField(max_length=200, editable=False)
    pen_name_key = AlphabetKeyField(of="pen_name")

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        ordering = ["sort_key", "username"]

    def __str__(self):
        return self.pen_name or self.get_full_name() or self.username

    def clean(self):
        super().clean()
        # Fillers are letters to the check of the field; what is not printable it refuses itself.
        name = self.username or ""  # None where the form has refused it, as a name that is taken
        if without_invisible(name) != name and name.isprintable():
            raise ValidationError(
                {"username": "Tên đăng nhập có ký tự không nhìn thấy; xin gõ lại bằng bàn phím, đừng sao chép."}
            )

    def set_password(self, raw_password):
        """Keeps it as it is typed on Windows (NFC): a Mac may send the same letters in pieces."""
        super().set_password(raw_password and nfc(raw_password))
        if raw_password and not self.username:
            # Django hashes what was typed for an unknown name, so that the answer takes as long as for a known one.
            for spelling in _spellings(raw_password)[1:]:
                make_password(spelling)

    def check_password(self, raw_password):
        """Whether it is the password, however its letters are put together; what an earlier release keeps is hashed
        as it was typed. One hash, up to three for a wrong password with Vietnamese letters.
        """
        if raw_password is None:
            return super().check_password(raw_password)
        return any(super(User, self).check_password(spelling) for spelling in _spellings(raw_password))

    def save(self, **kwargs):
        self.sort_key = given_name_key(self.get_full_name() or self.username)[:200]
        super().save(**kwargs)

    def get_full_name(self):
        """Family name first, as Vietnamese names are written."""
        return f"{self.last_name} {self.first_name}".strip()


def _spellings(password):
    """NFC, then the other ways in which a keyboard may have sent it, each once."""
    return list(dict.fromkeys([nfc(password), password, unicodedata.normalize("NFD", password)]))
