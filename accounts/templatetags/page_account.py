from django import template

from ..page_accounts import token_for

register = template.Library()


@register.simple_tag
def page_account(user):
    """The token by which the page that is rendered for `user` may sign them in again (page_accounts.py)."""
    return token_for(user)
