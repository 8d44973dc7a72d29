"""Who else has an article open, on its form and in the list."""

from unfold.views import ChangeList

from . import presence


class ListOfOpenArticles(ChangeList):
    """Rows say in `open_at` who else has them open: names, or None."""

    def __init__(self, request, *args):
        self.user = request.user
        super().__init__(request, *args)

    def shown(self, articles):
        """`articles` with all that the list shows of them."""
        return self.apply_select_related(articles).annotate(open_at=presence.names_of_others(self.user))


class ShowsPresence:
    """For the ModelAdmin of articles."""

    def get_changelist(self, request, **kwargs):
        return ListOfOpenArticles

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["presence"] = presence.others_at(request.user, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
