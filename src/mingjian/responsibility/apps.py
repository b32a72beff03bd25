"""The responsibility room as a Django application."""

from django.apps import AppConfig


class ResponsibilityConfig(AppConfig):
    name = "mingjian.responsibility"
    label = "responsibility"
    verbose_name = "责任"

    def ready(self) -> None:
        from mingjian.ledger import kinds
        from mingjian.responsibility import acts, models

        kinds.register("yearly_meeting", models.YearlyMeeting)
        kinds.register("work_task", models.WorkTask)
        named = {"propose": acts.name_edition, "revise": acts.name_edition}
        kinds.register("responsibility_list", models.ResponsibilityList, before=named)
        kinds.register("responsibility_letter", models.ResponsibilityLetter, person_role="signer")
        kinds.register("personal_act", models.PersonalAct)
        kinds.register("accountability", models.Accountability, person_role="responsible_person")
        kinds.register("tolerance", models.Tolerance, person_role="responsible_person")
