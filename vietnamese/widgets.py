"""Form widgets for dates as Vietnamese readers write them."""

from collections.abc import Mapping

from django import forms
from unfold.widgets import INPUT_CLASSES


class MomentInput(forms.DateTimeInput):
    """Day and time in one field, "21/11/2026 08:30", with the browser's calendar beside it."""

    template_name = "vietnamese/moment.html"

    class Media:
        js = [forms.Script("vietnamese/moments.js", type="module")]

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        shown = {"class": " ".join(INPUT_CLASSES), "placeholder": "Ví dụ: 21/11/2026 08:30", "autocomplete": "off"}
        super().__init__(attrs=shown | (attrs or {}))

    def value_from_datadict(self, data: Mapping[str, str], files: Mapping[str, object], name: str) -> str | None:
        """One text; or date and time as two fields, which programs send that were written for Django's own admin."""
        if name in data:
            return data[name]
        return " ".join(data.get(f"{name}_{half}", "") for half in (0, 1)).strip() or None


# For `ModelAdmin.formfield_overrides`; the theme's own has one field for the day and one for the time.
MOMENT_FIELD = {"form_class": forms.DateTimeField, "widget": MomentInput}
