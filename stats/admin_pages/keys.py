"""Keys for platforms that measure the portal: made, named, shown once, withdrawn."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stats.models import MeasuringKey
from stats.public.measuring import PER_MINUTE

from .base_page import require_statistics_access, show


class KeyForm(forms.ModelForm):
    class Meta:
        model = MeasuringKey
        fields = ["name"]


@require_statistics_access
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request):
    """The list, and a form for whoever may make keys; a new key is shown once, in the answer to its form."""
    may_make = request.user.has_perm("stats.add_measuringkey")
    form, words = KeyForm(), ""
    if request.method == "POST":
        if not may_make:
            raise PermissionDenied
        form = KeyForm(request.POST)
        if form.is_valid():
            words, _ = MeasuringKey.make(form.cleaned_data["name"], by=request.user)
            form = KeyForm()
    return show(
        request,
        "keys",
        tab="stats:keys",
        keys=MeasuringKey.objects.select_related("made_by"),
        may_make=may_make,
        form=form,
        words=words,
        per_minute=PER_MINUTE,
    )


@require_statistics_access
@require_POST
def withdraw(request, pk):
    if not request.user.has_perm("stats.add_measuringkey"):
        raise PermissionDenied
    key = get_object_or_404(MeasuringKey, pk=pk)
    key.withdraw()
    messages.success(request, f"Đã thu hồi khóa cấp cho “{key.name}”.")
    return redirect("stats:keys")
