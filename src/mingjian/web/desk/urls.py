"""Addresses of the officers' pages; ids are random, and what was typed never stands in one."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
