"""Removes the outbox from the admin: nobody should read what citizens were sent."""

from django.contrib import admin
from post_office.models import Attachment, Email, EmailTemplate, Log

for model in (Attachment, Email, EmailTemplate, Log):
    admin.site.unregister(model)
