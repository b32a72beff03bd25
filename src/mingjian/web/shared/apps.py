"""Registers the shared templates, tags and static files."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "mingjian.web.shared"
    label = "web_shared"
