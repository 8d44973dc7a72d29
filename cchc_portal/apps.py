from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "cchc_portal"
    verbose_name = "Cổng thông tin"
