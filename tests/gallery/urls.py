"""Addresses of the gallery while it is tested."""

from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("mingjian.web.gallery.urls")),
]
