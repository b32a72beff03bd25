"""Registers the templates of the officers' pages."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "mingjian.web.desk"
    label = "web_desk"
