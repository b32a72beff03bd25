"""Addresses of the gallery; development only."""

from django.urls import path

from mingjian.web.gallery import views

urlpatterns = [
    path("styleguide/", views.index, name="styleguide"),
    path("styleguide/<slug:name>/", views.show, name="styleguide-page"),
]
