"""The article's form may hold frames with its preview: of all pages of the admin, this one alone."""

from csp.decorators import csp_update
from django.utils.decorators import method_decorator


class FramesPreviews:
    """For the ModelAdmin of articles, before the others."""

    @method_decorator(csp_update({"frame-src": ["'self'"]}))
    def changeform_view(self, request, *args, **kwargs):
        return super().changeform_view(request, *args, **kwargs)
