"""The rectification room as a Django application."""

from django.apps import AppConfig


class RectificationConfig(AppConfig):
    name = "mingjian.rectification"
    label = "rectification"
    verbose_name = "整改"

    def ready(self) -> None:
        from mingjian.ledger import kinds
        from mingjian.rectification import models

        kinds.register("finding", models.Finding, person_role="responsible_person")
        kinds.register("advice_letter", models.AdviceLetter)
        kinds.register("after_case", models.AfterCase, person_role="sanctioned_person")
