"""The team room as a Django application."""

from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "mingjian.team"
    label = "team"
    verbose_name = "自身建设"

    def ready(self) -> None:
        from mingjian.ledger import kinds
        from mingjian.team.models import Intercession

        kinds.register("intercession", Intercession)
