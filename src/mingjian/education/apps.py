"""The education room as a Django application."""

from django.apps import AppConfig


class EducationConfig(AppConfig):
    name = "mingjian.education"
    label = "education"
    verbose_name = "教育"

    def ready(self) -> None:
        from mingjian.education import acts, models
        from mingjian.ledger import kinds

        kinds.register("education_activity", models.EducationActivity)
        kinds.register("campaign", models.Campaign)
        kinds.register("case_notice", models.CaseNotice, before={"add_case": acts.add_case})
        kinds.register("integrity_agreement", models.IntegrityAgreement)
        kinds.register("rule", models.Rule)
