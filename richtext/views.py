from django.http import JsonResponse
from django.views.decorators.http import require_POST

from . import legacy_fonts
from .size import is_too_long, too_long

SIGNED_OUT = "Phiên làm việc đã hết nên chưa chuyển được chữ. Hãy đăng nhập lại ngay trên trang rồi thử lại."


@require_POST
def to_unicode(request):
    """JSON with the text `html` after its old fonts are converted, `{"charset": null}` when it has none; for staff."""
    if not request.user.is_staff:
        return JsonResponse({"error": {"message": SIGNED_OUT}}, status=401)
    html = request.POST.get("html", "")
    if is_too_long(html):
        return JsonResponse({"error": {"message": too_long(html)}}, status=413)
    conversion = legacy_fonts.convert(html)
    if conversion is None:
        return JsonResponse({"charset": None})
    return JsonResponse(
        {
            "charset": conversion.charset,
            "name": conversion.charset_name,
            "html": conversion.html,
            "before": conversion.before,
            "after": conversion.after,
        }
    )
