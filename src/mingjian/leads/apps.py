"""The leads room as a Django application."""

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "mingjian.leads"
    label = "leads"
    verbose_name = "问题线索"

    def ready(self) -> None:
        from mingjian.leads import acts
        from mingjian.leads.models import Lead
        from mingjian.ledger import kinds

        before = {
            "conclude_filed": acts.conclude_filed,
            "conclude_split": acts.conclude_split,
            "join": acts.join,
        }
        at_once = ("conclude_filed", "conclude_split")
        kinds.register("lead", Lead, before=before, at_once=at_once, person_role="person_complained")
