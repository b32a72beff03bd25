"""The statistics room in Django: the fact tables of the working database."""

from datetime import date

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "mingjian.statistics"
    label = "statistics"
    verbose_name = "统计"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mingjian.supervision.acts import count_with

        count_with(_snapshot)


def _snapshot(unit: int | None, first: date, last: date) -> str:
    """The engines are loaded when somebody counts, not with every command."""
    from mingjian.statistics.snapshot import snapshot

    return snapshot(unit, first, last)
