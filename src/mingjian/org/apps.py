"""The org room as a Django application."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "mingjian.org"
    label = "org"
    verbose_name = "机构人员"
