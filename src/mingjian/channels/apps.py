"""The channels room as a Django application."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "mingjian.channels"
    label = "channels"
    verbose_name = "收发"
