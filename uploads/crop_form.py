"""The form by which a part of a picture becomes a picture of its own."""

from django import forms

from .boxes import Box
from .cropping import FREE, RATIOS, box_for, crop
from .models import Image
from .refusals import Refused

BOX = ("left", "top", "width", "height")
RATIO_LABELS = {"16:9": "16:9 (ảnh đại diện, thẻ tin)", "4:3": "4:3", "1:1": "1:1 (vuông)", FREE: "Tự do"}


class CropForm(forms.ModelForm):
    """A part of the picture `original` as a new one, cut out by `user`. A valid form has stored it (`taken`).

    The part is what `ratio` leaves of the rectangle `left`, `top`, `width`, `height`, in pixels of the stored picture;
    without these four of the whole picture.
    """

    ratio = forms.ChoiceField(required=False, choices=list(RATIO_LABELS.items()), widget=forms.RadioSelect)
    left = forms.IntegerField(required=False, label="Cách mép trái")
    top = forms.IntegerField(required=False, label="Cách mép trên")
    width = forms.IntegerField(required=False, label="Rộng")
    height = forms.IntegerField(required=False, label="Cao")

    class Meta:
        model = Image
        fields = ["alt", "credit", "caption"]

    def __init__(self, original, data=None, *, user=None):
        texts = {name: getattr(original, name) for name in self.Meta.fields}
        whole = {"left": 0, "top": 0, "width": original.width, "height": original.height}
        super().__init__(data, initial=texts | whole)
        self.original, self.user, self.taken = original, user, None
        for name in BOX:
            side = original.width if name in {"left", "width"} else original.height
            self.fields[name].widget.attrs.update({"min": 0, "max": side, "inputmode": "numeric"})

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        data = self.cleaned_data
        texts = {name: data[name] for name in self.Meta.fields}
        whole = Box(0, 0, self.original.width, self.original.height)
        sides = {name: getattr(whole, name) if data[name] is None else data[name] for name in BOX}
        try:
            box = box_for(self.original, Box(**sides), RATIOS[data["ratio"]])
            self.taken = crop(self.original, box, by=self.user, **texts)
        except Refused as error:
            self.add_error(None, str(error))

    @property
    def sentence(self):
        """The first thing that is wrong, for an answer to a script."""
        return next((str(error) for errors in self.errors.values() for error in errors), "")
