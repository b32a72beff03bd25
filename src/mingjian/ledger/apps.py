"""The ledger as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "mingjian.ledger"
    label = "ledger"
    verbose_name = "事项台账"
