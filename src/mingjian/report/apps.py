"""The report room as a Django application: what has been issued is kept."""

from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "mingjian.report"
    label = "report"
    verbose_name = "通报和报告"
