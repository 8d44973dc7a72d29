from django.contrib.auth.models import AbstractUser

from vietnamese.fields import CleanCharField


class User(AbstractUser):
    """Somebody who works on the portal. Readers have no account."""

    pen_name = CleanCharField("bút danh", max_length=80, blank=True, help_text="Tên ký dưới bài viết.")

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def get_full_name(self):
        """Family name first, as Vietnamese names are written."""
        return f"{self.last_name} {self.first_name}".strip()

    def __str__(self):
        return self.pen_name or self.get_full_name() or self.username
