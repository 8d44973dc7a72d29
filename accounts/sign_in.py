"""Signing in: one answer to every wrong pair, and a lock for the pair of user name and network (django-axes)."""

import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.shortcuts import render
from unfold.forms import AuthenticationForm

from .network import client_address, network_of


class SignInForm(AuthenticationForm):
    """Says the same whether the name is unknown, the password wrong or the account closed."""

    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng. Xin kiểm tra bộ gõ và phím Caps Lock rồi thử lại.",
        "inactive": "Tên đăng nhập hoặc mật khẩu không đúng. Xin kiểm tra bộ gõ và phím Caps Lock rồi thử lại.",
    }

    def clean_username(self):
        """A name longer than any account's is no name; it must not reach the table of attempts, which is narrower."""
        username = self.cleaned_data["username"]
        if len(username) > self.username_field.max_length:
            raise self.get_invalid_login_error()
        return username


def sender_of(request):
    """What django-axes keeps in the place of an IP address: an address of no network, made from it by a secret.

    So attempts from one place are known for the same, and no row and no log line says from which.
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
