"""Signing in: one answer to every wrong pair, and a lock for the pair of user name and network (django-axes)."""

import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.shortcuts import render
from unfold.forms import AuthenticationForm

from .network import client_address, network_of


class SignInForm(AuthenticationForm):
    """Gives the same error for an unknown name, a wrong password and a closed account."""

    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng. Xin kiểm tra bộ gõ và phím Caps Lock rồi thử lại.",
        "inactive": "Tên đăng nhập hoặc mật khẩu không đúng. Xin kiểm tra bộ gõ và phím Caps Lock rồi thử lại.",
    }

    def clean_username(self):
        """Refuse a name longer than any account's, which would not fit into the table of attempts."""
        username = self.cleaned_data["username"]
        if len(username) > self.username_field.max_length:
            raise self.get_invalid_login_error()
        return username


def sender_of(request):
    """The value that django-axes stores in place of an IP address: an address of no network, made from it with a
    secret. So attempts from one place are counted together, and no row and no log names the place.
    """
    network = network_of(client_address(request))
    digest = hmac.digest(f"sign-in {settings.SECRET_KEY}".encode(), network, hashlib.sha256)
    return str(ipaddress.IPv6Address(b"\xfd" + digest[:15]))


def locked_out(request, *_, **__):
    """The page after too many failures; the same for names that do not exist."""
    context = {
        "failures": settings.AXES_FAILURE_LIMIT,
        "minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60),
    }
    return render(request, "accounts/locked_out.html", context, status=429)
