"""Removes the outbox from the admin: staff should not read the emails of citizens."""

from django.contrib import admin
from post_office.models import Attachment, Email, EmailTemplate, Log

for model in (Attachment, Email, EmailTemplate, Log):
    admin.site.unregister(model)
