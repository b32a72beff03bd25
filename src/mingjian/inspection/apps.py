"""The inspection room as a Django application."""

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "mingjian.inspection"
    label = "inspection"
    verbose_name = "巡察"

    def ready(self) -> None:
        from mingjian.inspection import acts
        from mingjian.inspection.models import Inspection, InspectionPlan, InspectionRound
        from mingjian.ledger import kinds

        unit = "inspected_unit"
        kinds.register("inspection_plan", InspectionPlan, person_role=unit)
        ending = {"conclude": acts.conclude_round}
        kinds.register("inspection_round", InspectionRound, before=ending, at_once=ending, person_role=unit)
        team = {"form_team": acts.name_team, "change_team": acts.name_team}
        named = dict.fromkeys(("open_finding", "hand_over_lead", "answer_suggestion"), acts.name_entry)
        kinds.register("inspection", Inspection, before={**team, **named}, person_role=unit)
