"""The search form, as readers fill it in: everything optional, dates as dd/mm/yyyy."""

from django import forms

from vietnamese.dates import InvalidDate, parse_date
from vietnamese.form_fields import OneThingField
from vietnamese.text import clean_text

from .models import Article, Category
from .search.query import BEST, NEWEST, search

MAX_QUERY, MAX_IN_GLOSSARY = 200, 100


class VietnameseDateField(forms.CharField):
    """dd/mm/yyyy as a date; a wrong one is explained."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_date(text)
        except InvalidDate as error:
            raise forms.ValidationError(str(error)) from error


class GlossaryForm(forms.Form):
    q = OneThingField(label="Chữ cần tìm", required=False, max_length=MAX_IN_GLOSSARY)

    @property
    def typed_query(self):
        """The cleaned words, to be shown again in their field, also when they are too long."""
        return clean_text(self.data.get("q", ""))

    @property
    def query(self):
        """Those that are looked for; of too many the beginning."""
        return self.typed_query[:MAX_IN_GLOSSARY].strip()


class SearchForm(forms.Form):
    q = OneThingField(label="Từ khóa", required=False, max_length=MAX_QUERY)
    chuyen_muc = forms.ModelMultipleChoiceField(
        Category.objects.all(), label="Chuyên mục", required=False, to_field_name="slug"
    )
    tu = VietnameseDateField(label="Từ ngày", required=False)
    den = VietnameseDateField(label="Đến ngày", required=False)
    tac_gia = OneThingField(label="Tác giả", required=False, max_length=80)
    sap_xep = forms.ChoiceField(
        label="Sắp xếp", required=False, choices=[(BEST, "Phù hợp nhất"), (NEWEST, "Mới nhất")]
    )

    chuyen_muc.error_messages["invalid_choice"] = "Không có chuyên mục “%(value)s”."

    @property
    def query(self):
        """The cleaned words of the query, as they are named; of a query that is too long its beginning."""
        return self.typed_query[:MAX_QUERY]

    @property
    def typed_query(self):
        """The cleaned words of the query, to be shown again in their field, also when they are too long."""
        return clean_text(self.data.get("q", ""))

    @property
    def is_narrowed(self):
        """Whether anything but the words was asked for."""
        return any(self.data.get(name) for name in ("chuyen_muc", "tu", "den", "tac_gia"))

    @property
    def categories(self):
        """The top categories to choose from, in menu order."""
        return Category.objects.top()

    def clean_q(self):
        return clean_text(self.cleaned_data["q"])

    def clean(self):
        data = super().clean()
        if data.get("tu") and data.get("den") and data["tu"] > data["den"]:
            self.add_error("den", "“Đến ngày” không được trước “Từ ngày”.")
        return data

    def results(self):
        """The Results with the filters that are valid, or None when nothing was asked."""
        self.is_valid()
        data = self.cleaned_data
        if not data.get("q"):
            return None
        return search(self._narrowed(data), data["q"], sort=data.get("sap_xep") or BEST)

    def _narrowed(self, data):
        articles = Article.objects.published()
        if categories := data.get("chuyen_muc"):
            articles = articles.in_categories(categories)
        if author := data.get("tac_gia"):
            articles = articles.by_author_named(author)
        return articles.published_between(data.get("tu"), data.get("den"))
