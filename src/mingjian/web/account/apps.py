"""The account pages as a Django app."""

from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "mingjian.web.account"
    label = "web_account"
