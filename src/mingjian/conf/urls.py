"""Addresses of the officers' site, and its pages for what went wrong."""

from django.urls import include, path

urlpatterns = [
    path("", include("mingjian.web.desk.urls")),
    path("", include("mingjian.web.account.urls")),
    path("", include("mingjian.web.office.urls")),
]

handler400 = "mingjian.web.desk.failing.bad_request"
handler403 = handler404 = "mingjian.web.desk.failing.not_found"  # absent and forbidden look the same
handler500 = "mingjian.web.desk.failing.broken"
