"""The settings pages as a Django app."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "mingjian.web.office"
    label = "web_office"
