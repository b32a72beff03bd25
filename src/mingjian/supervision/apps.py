"""The supervision room as a Django application."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "mingjian.supervision"
    label = "supervision"
    verbose_name = "监督"

    def ready(self) -> None:
        from mingjian.ledger import kinds
        from mingjian.supervision import acts, models

        kinds.register("directive", models.Directive)
        kinds.register("topic", models.Topic)
        kinds.register("check", models.Check)
        kinds.register("visit_plan", models.VisitPlan)
        kinds.register("style_problem", models.StyleProblem, person_role="responsible_person")
        kinds.register("talk", models.Talk, person_role="person_talked")
        kinds.register("life_meeting", models.LifeMeeting)
        kinds.register("duty_report", models.DutyReport, person_role="person_talked")
        asked = "person_asked_about"
        replies = {"merge": acts.merge, "reply": acts.reply}
        kinds.register(
            "opinion_request", models.OpinionRequest, before=replies, at_once=replies, person_role=asked
        )
        kinds.register("opinion_check", models.OpinionCheck)
        opinion = {"propose": acts.propose_opinion}
        kinds.register("integrity_opinion", models.IntegrityOpinion, before=opinion, person_role=asked)
        kinds.register("ecology_report", models.EcologyReport, before={"freeze_figures": acts.freeze_figures})
        kinds.register("unit_plan", models.UnitPlan, person_role="unit_head")
        kinds.register("data_comparison", models.DataComparison)
        kinds.register("interference", models.Interference, person_role="responsible_person")
        kinds.register("risk_point", models.RiskPoint)
        kinds.register("personal_report", models.PersonalReport, person_role="person_stating")
        kinds.register("integrity_statement", models.IntegrityStatement, person_role="person_stating")
