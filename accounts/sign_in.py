"""Signing in, in the order of what it costs: first the limits, then the hash; one answer to every wrong pair.

Failures are counted by django-axes. Two limits are looked up before a password is hashed: of the pair of user name and
network, and, much wider, of a network over all names, since an office signs in behind one address.
"""

import hashlib
import hmac
import ipaddress
from math import ceil

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import authenticate, get_user_model, update_session_auth_hash
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import get_hasher, get_hashers, identify_hasher
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.forms import ValidationError
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from unfold.forms import AdminOwnPasswordChangeForm, AuthenticationForm
from unfold.sites import UnfoldAdminSite

from database.recent import Recent

from .network import client_address, network_of

OLD_HASHES_SECONDS = 60
SESSION_BACKEND = "django.contrib.auth.backends.ModelBackend"
LOCKED_NAME = (
    "Tài khoản này đã bị gõ sai mật khẩu {failures} lần từ mạng bạn đang dùng. Xin thử lại sau {minutes} phút; quên "
    "mật khẩu thì nhờ quản trị web đặt lại. Chữ bạn đã gõ vẫn còn trên trang này."
)
LOCKED_NETWORK = (
    "Từ mạng bạn đang dùng đã có quá nhiều lần đăng nhập sai. Xin thử lại sau {minutes} phút, hoặc đăng nhập từ mạng "
    "khác. Chữ bạn đã gõ vẫn còn trên trang này."
)


class SignInForm(AuthenticationForm):
    """Gives the same error for an unknown name, a wrong password and a closed account."""

    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng. Xin kiểm tra bộ gõ và phím Caps Lock rồi thử lại.",
        "inactive": "Tên đăng nhập hoặc mật khẩu không đúng. Xin kiểm tra bộ gõ và phím Caps Lock rồi thử lại.",
    }

    def get_user(self):
        """The account, which the session will find by Django's own backend: so the last release finds it too."""
        user = super().get_user()
        if user:
            user.backend = SESSION_BACKEND
        return user

    def clean_username(self):
        """Refuse a name longer than any account's, which would not fit into the table of attempts."""
        username = self.cleaned_data["username"]
        if len(username) > self.username_field.max_length:
            raise self.get_invalid_login_error()
        return username


class OwnPasswordForm(AdminOwnPasswordChangeForm):
    """Tries the old password as a sign-in does, so that guesses of it are counted with those, and limited."""

    def __init__(self, user, *args, request, **kwargs):
        super().__init__(user, *args, **kwargs)
        self.request = request

    def clean_old_password(self):
        password = self.cleaned_data["old_password"]
        user = authenticate(self.request, username=self.user.get_username(), password=password)
        if user != self.user:
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        if user.password != self.user.password:  # an old hash was written anew, on which sessions depend
            update_session_auth_hash(self.request, user)
        return password


class OwnPasswordView(PasswordChangeView):
    """The admin's page for one's own password."""

    form_class = OwnPasswordForm
    success_url = reverse_lazy("admin:password_change_done")
    site: UnfoldAdminSite | None = None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.site.each_context(self.request), **kwargs)


class AttemptHandler(AxesDatabaseHandler):
    """Locks the pair of user name and network, and a network that has failed too often by any names."""

    def is_locked(self, request, credentials=None):
        return super().is_locked(request, credentials) or is_network_locked(request)


def is_network_locked(request):
    """Whether too many sign-ins failed from the network of `request`. One query, by an index.

    Only for addresses of the Internet: behind 10.0.0.2 may stand a proxy that nobody named, and everybody behind that.
    """
    if not client_address(request).is_global:
        return False
    failures = _recent_attempts(request).aggregate(sum=Sum("failures_since_start"))["sum"] or 0
    return failures >= settings.SIGN_IN_NETWORK_FAILURES


def minutes_to_wait(request, username, *, is_whole_network):
    """After how many minutes, at least one, the next attempt will be heard. One query, of a row for each name, browser
    and network.
    """
    attempts = _recent_attempts(request)
    limit = settings.SIGN_IN_NETWORK_FAILURES
    if not is_whole_network:
        attempts, limit = attempts.filter(username=username), settings.AXES_FAILURE_LIMIT
    attempts = list(attempts.order_by("attempt_time").values_list("attempt_time", "failures_since_start"))
    left, ends = sum(failures for _, failures in attempts), timezone.now()
    for moment, failures in attempts:
        if left < limit:
            break
        left, ends = left - failures, moment + settings.AXES_COOLOFF_TIME
    return max(1, ceil((ends - timezone.now()).total_seconds() / 60))


def _recent_attempts(request):
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    return AccessAttempt.objects.filter(ip_address=sender_of(request), attempt_time__gt=since)


class PasswordBackend(ModelBackend):
    """Takes the same time for every wrong pair, also while some hashes are of an older kind; no other is asked then.

    Django hashes the password for an unknown name too, by today's hasher; for a name whose hash is older it takes the
    time of that one. While there are such hashes, whoever fails pays for both.
    """

    def authenticate(self, request, username=None, password=None, **kwargs):
        user = super().authenticate(request, username=username, password=password, **kwargs)
        if user is None and username is not None and password is not None:
            _pay_for_the_others(username, password)
            raise PermissionDenied  # SESSION_BACKEND, which comes next, would hash once more
        return user


def _pay_for_the_others(username, password):
    """Hash by each kind of hash that some account has, but the one that was tried: today's for an unknown name."""
    kinds = _kinds_in_use.get()
    if kinds <= {get_hasher().algorithm}:
        return
    encoded = get_user_model().objects.filter(username=username).values_list("password", flat=True).first()
    tried = _kind_of(encoded or "")
    for kind in sorted({*kinds, get_hasher().algorithm} - {tried}):
        hasher = get_hasher(kind)
        hasher.encode(password, hasher.salt())


def _kind_of(encoded):
    """The algorithm by which Django tries the hash `encoded`: today's for what is none."""
    try:
        return identify_hasher(encoded).algorithm
    except ValueError:
        return get_hasher().algorithm


def _read_kinds_in_use():
    """The algorithms by which the passwords of open accounts are hashed."""
    users = get_user_model().objects
    return {
        hasher.algorithm
        for hasher in get_hashers()
        if users.filter(password__startswith=f"{hasher.algorithm}$").exists()
    }


_kinds_in_use = Recent(_read_kinds_in_use, seconds=OLD_HASHES_SECONDS)


def sender_of(request):
    """The value that django-axes stores in place of an IP address: an address of no network, made from it with a
    secret. So attempts from one place are counted together, and no row and no log names the place.
    """
    network = network_of(client_address(request))
    digest = hmac.digest(f"sign-in {settings.SECRET_KEY}".encode(), network, hashlib.sha256)
    return str(ipaddress.IPv6Address(b"\xfd" + digest[:15]))


def locked_out(request, _=None, credentials=None):
    """The answer after too many failures, a page or, for a script (sign_in_again.py), JSON; the same for names that do
    not exist.
    """
    is_whole_network = is_network_locked(request)
    minutes = minutes_to_wait(request, (credentials or {}).get("username"), is_whole_network=is_whole_network)
    context = {"failures": settings.AXES_FAILURE_LIMIT, "minutes": minutes, "is_whole_network": is_whole_network}
    if request.content_type == "application/json":
        sentence = (LOCKED_NETWORK if is_whole_network else LOCKED_NAME).format(**context)
        response = JsonResponse({"error": {"reason": "locked", "message": sentence, "minutes": minutes}}, status=429)
    else:
        page = {**admin.site.each_context(request), **context}
        response = render(request, "accounts/locked_out.html", page, status=429)
    response["Retry-After"] = minutes * 60
    return response
