"""Registers the gallery; never installed outside development."""

from django.apps import AppConfig


class GalleryConfig(AppConfig):
    name = "mingjian.web.gallery"
    label = "web_gallery"
