"""The team room as a Django application."""

from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "mingjian.team"
    label = "team"
    verbose_name = "自身建设"

    def ready(self) -> None:
        from mingjian.ledger import kinds
        from mingjian.team import acts, models

        kinds.register("intercession", models.Intercession, before={"register": acts.out_of_reach})
        kinds.register("contact", models.Contact, before={"register": acts.out_of_reach})
        kinds.register("team_activity", models.TeamActivity)
        kinds.register("secondment", models.Secondment, before={"register": acts.second})
        kinds.register("follow_study", models.FollowStudy)
        kinds.register("admission", models.Admission)
        kinds.register("staff_return", models.StaffReturn)
        kinds.register("special_supervisor", models.SpecialSupervisor)
        kinds.register("departure", models.Departure)
        kinds.register("case_review", models.CaseReview, before={"review": acts.review_case})
