"""The cases room as a Django application."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "mingjian.cases"
    label = "cases"
    verbose_name = "案件"

    def ready(self) -> None:
        from mingjian.cases.models import Appeal, Case, Execution, Measure
        from mingjian.ledger import kinds

        kinds.register("case", Case, person_role="person_concerned")
        kinds.register("measure", Measure, person_role="person_concerned")
        kinds.register("execution", Execution, person_role="sanctioned_person")
        kinds.register("appeal", Appeal, person_role="sanctioned_person")
