"""Addresses of the public site, and its pages for what went wrong. Nothing that was typed is ever in one (WEB-03)."""

from django.urls import path

from mingjian.web.portal import querying, reporting, sending, switches

urlpatterns = [
    path("", reporting.start, name="start"),
    path("report/", reporting.begin, name="begin"),
    path("report/<int:step>/", reporting.step, name="step"),
    path("report/whole/", reporting.whole, name="whole"),
    path("report/check/", sending.check, name="check"),
    path("receipt/", sending.receipt, name="receipt"),
    path("receipt/file/", sending.receipt_file, name="receipt_file"),
    path("query/", querying.query, name="query"),
    path("box/", querying.box, name="box"),
    path("leave/", switches.leave, name="leave"),
    path("language/", switches.language, name="language"),
    path("type/", switches.size, name="size"),
]

handler400 = "mingjian.web.portal.failing.bad_request"
handler403 = handler404 = "mingjian.web.portal.failing.not_found"
handler500 = "mingjian.web.portal.failing.broken"
