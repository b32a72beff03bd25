"""The statistics room in Django: the fact tables of the working database."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "mingjian.statistics"
    label = "statistics"
    verbose_name = "统计"
    default_auto_field = "django.db.models.BigAutoField"
