"""The parties room as a Django application; it keeps the roles of whom acts name."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "mingjian.parties"
    label = "parties"
    verbose_name = "涉及人员"

    def ready(self) -> None:
        from mingjian.ledger import kinds
        from mingjian.parties.roles import Roles

        kinds.follow_people(Roles())
