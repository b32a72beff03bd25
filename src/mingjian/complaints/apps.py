"""The complaints room as a Django application."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "mingjian.complaints"
    label = "complaints"
    verbose_name = "信访举报"

    def ready(self) -> None:
        from mingjian.complaints import acts
        from mingjian.complaints.models import Clarification, Complaint, FalseReport
        from mingjian.ledger import kinds

        before = {
            **dict.fromkeys(acts.TAKEN_IN, acts.signed_with_identity),
            "join": acts.join,
            "conclude_split": acts.conclude_split,
            "record_identity": acts.identity_kept,
        }
        about, more = "person_complained", {"record_identity": acts.record_identity}
        kinds.register(
            "complaint", Complaint, more, before=before, at_once=["conclude_split"], person_role=about
        )
        kinds.register("clarification", Clarification, person_role=about)
        kinds.register("false_report", FalseReport, person_role="related_person")
