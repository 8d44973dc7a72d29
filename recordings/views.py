"""What readers see of a recording: its page, and the page that plays it."""

from functools import wraps
from http import HTTPStatus

from csp.decorators import csp_replace
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from links.registry import readers_find
from links.verdicts import gone, missing, opens
from revisions.bin.gone import entry_at, gone_among
from richtext.policy import PLAYER_FOLDERS

from .models import Recording
from .players import label_of, player_of, said_before

BINNED = "Video, âm thanh này đang ở trong thùng rác. Xin khôi phục, hoặc bỏ liên kết."


def recordings_there(asked, user):
    """Verdicts on addresses of recordings, which are public for whoever has one. One query, two with some that are
    gone.
    """
    keys = {kwargs["key"] for kwargs in asked}
    rows = {recording.key: recording for recording in Recording.objects.filter(key__in=keys).order_by()}
    lost = {key: [f"/{folder}/{key}/" for folder in PLAYER_FOLDERS] for key in keys - rows.keys()}
    in_bin = gone_among([address for addresses in lost.values() for address in addresses])
    return [
        _verdict(rows.get(kwargs["key"]), kwargs["kind"], in_bin.intersection(lost.get(kwargs["key"], ())))
        for kwargs in asked
    ]


def _verdict(recording, kind, in_bin):
    if recording is not None and recording.kind == kind:
        return opens(f"recording:{recording.pk}")
    return gone(BINNED) if in_bin else missing()


def gone_when_binned(view):
    """Decorator: where a recording was that is in the bin now, readers are told so (410). One query, and only for what
    is not found.
    """

    @wraps(view)
    def told(request, **kwargs):
        try:
            return view(request, **kwargs)
        except Http404:
            if entry_at(request.path):
                return render(request, "recordings/gone.html", status=HTTPStatus.GONE)
            raise

    return told


@readers_find(recordings_there)
@require_safe
@gone_when_binned
def page(request, key, kind):
    """Still, title, transcript, and a link to the player. Nobody else is asked for anything. One query of its own."""
    recording = _found(key, kind)
    context = {
        "recording": recording,
        "label": label_of(recording),
        "said_before": said_before(recording),
        "can_play": player_of(recording) is not None,
    }
    return render(request, "recordings/recording.html", context)


@readers_find(recordings_there)
@require_safe
@xframe_options_sameorigin
@gone_when_binned
def player(request, key, kind):
    """The player alone, which our own pages put into a frame; without a script readers come here by the same link. Its
    policy alone names the provider. One query.
    """
    recording = _found(key, kind)
    found = player_of(recording)
    response = render(request, "recordings/player.html", {"recording": recording, "player": found})
    policy = {"frame-ancestors": ["'self'"], "frame-src": ["'none'"], **(found.policy if found else {})}
    return csp_replace(policy)(lambda _: response)(request)


def _found(key, kind):
    return get_object_or_404(Recording.objects.select_related("still"), key=key, kind=kind)
