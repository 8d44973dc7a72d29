from django.db.models import TextChoices


class State(TextChoices):
    """What the portal knows of an address."""

    NEW = "new", "Chưa kiểm tra"
    FINE = "fine", "Mở được"
    MOVED = "moved", "Đã chuyển sang địa chỉ khác"
    CLOSED = "closed", "Không cho máy hỏi"
    SHAKY = "shaky", "Tạm thời không mở được"
    BROKEN = "broken", "Hỏng"
