"""A canned answer goes into the form of the open comment's answer."""

from django.http import JsonResponse

from comments.moderation.canned import insertion

from .responses import as_now, deciding, keep_typed, respond


@deciding
def insert(request, pk):
    """The words of the answer `canned`: for the script alone, otherwise behind what was typed in the form."""
    comment = as_now(request, pk)
    words, body, told = insertion(request.POST.get("canned"), request.POST.get("body", ""))
    if not request.accepts("text/html"):
        return JsonResponse({"text": words, "why": "" if words else told})
    keep_typed(request, comment, body=body)
    if not words:
        return respond(request, [("warning", told)], status=422, opened=comment)
    return respond(request, [("info", told)], back=[comment])
