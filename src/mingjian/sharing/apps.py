"""The sharing room as a Django application."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "mingjian.sharing"
    label = "sharing"
    verbose_name = "贯通融合"

    def ready(self) -> None:
        from mingjian.ledger import kinds
        from mingjian.sharing import acts
        from mingjian.sharing.models import IntegrityFile, JointMeeting, SharedReport, Transfer

        kinds.register("transfer", Transfer, before={"send": acts.send, "send_again": acts.send_again})
        kinds.register("shared_report", SharedReport, person_role="inspected_unit")
        kinds.register("joint_meeting", JointMeeting)
        review = {"review": acts.review_file}
        kinds.register("integrity_file", IntegrityFile, before=review, person_role="file_subject")
