from django.contrib.auth.models import AbstractUser
from django.db import models

from vietnamese.fields import CleanCharField
from vietnamese.names import given_name_key

# (id, name) as `User.__str__` gives it, for statements of other packages.
USER_NAMES = """
    SELECT id, coalesce(nullif(pen_name, ''), nullif(trim(last_name || ' ' || first_name), ''), username) AS name
    FROM accounts_user"""


class User(AbstractUser):
    """Somebody who works on the portal. Readers have no account."""

    pen_name = CleanCharField("bút danh", max_length=80, blank=True, help_text="Tên ký dưới bài viết.")
    sort_key = models.CharField(max_length=200, editable=False)

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        ordering = ["sort_key", "username"]

    def __str__(self):
        return self.pen_name or self.get_full_name() or self.username

    def save(self, **kwargs):
        self.sort_key = given_name_key(self.get_full_name() or self.username)[:200]
        super().save(**kwargs)

    def get_full_name(self):
        """Family name first, as Vietnamese names are written."""
        return f"{self.last_name} {self.first_name}".strip()
