"""The form field for the focal point of a picture: one of nine places, or any point that a script sets."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .models import Image

Point = tuple[int, int]  # percent of width and height

NOT_IN_PICTURE = "Điểm chính “{}” không nằm trong ảnh. Hãy chọn một trong chín ô, hoặc bấm thẳng vào ảnh."
_POINT = re.compile(r"^(\d{1,3}),(\d{1,3})$", re.ASCII)
_PLACES = (
    *((20, 20, "Trên, bên trái"), (50, 20, "Trên, ở giữa"), (80, 20, "Trên, bên phải")),
    *((20, 50, "Giữa, bên trái"), (50, 50, "Chính giữa"), (80, 50, "Giữa, bên phải")),
    *((20, 80, "Dưới, bên trái"), (50, 80, "Dưới, ở giữa"), (80, 80, "Dưới, bên phải")),
)
PLACES: dict[Point, str] = {(x, y): label for x, y, label in _PLACES}


class FocusPicker(forms.Widget):
    """Nine radio buttons beside the picture; a script adds a press on the picture, two sliders, and what cuts show.

    Its form gives it `image`. Its value is "x,y" in percent.
    """

    template_name = "uploads/widgets/focus.html"
    image: Image | None = None

    class Media:
        css = {"all": ["uploads/images.css", "css/components/focus.css"]}
        js = [forms.Script("uploads/focus.js", type="module")]

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        point = _read(value)
        places = [
            {"value": f"{x},{y}", "label": label, "checked": (x, y) == point} for (x, y), label in PLACES.items()
        ]
        own = {"value": f"{point[0]},{point[1]}" if point else "", "checked": bool(point) and point not in PLACES}
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"image": self.image, "places": places, "own": own}
        return context


class FocusField(forms.Field):
    """A focal point as (x, y) in percent; None where the form says nothing of it."""

    widget = FocusPicker

    def __init__(self) -> None:
        super().__init__(
            label="Điểm chính",
            required=False,
            help_text="Chỗ quan trọng nhất của ảnh, thường là khuôn mặt: danh sách tin và ảnh khi chia sẻ cắt bớt "
            "mép ảnh nhưng luôn giữ điểm này.",
        )

    def to_python(self, value: Any) -> Point | None:
        if not value:
            return None
        point = _read(value)
        if point is None:
            raise ValidationError(NOT_IN_PICTURE.format(str(value)[:20]), code="invalid")
        return point

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data) and _read(data) != _read(initial)


def _read(value: Any) -> Point | None:
    """A point that is given as (x, y) or as "x,y"; None for another value."""
    if isinstance(value, tuple):
        return value
    found = _POINT.match(str(value or ""))
    point = (int(found[1]), int(found[2])) if found else None
    return point if point and max(point) <= 100 else None
