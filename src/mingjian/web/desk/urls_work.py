"""Addresses of the daily work: desk, approvals, finding, exporting."""

from django.urls import path

from mingjian.web.desk import (
    approval_page,
    approving,
    arranging,
    exporting,
    finding,
    inbox,
    leaving,
    lookup,
    picking,
    reassigning,
    units,
    views,
    work,
)

urlpatterns = [
    path("people/", lookup.people, name="people"),
    path("people/<uuid:person>/", lookup.person, name="person"),
    path("units/", units.units, name="units"),
    path("units/<uuid:organisation>/", units.organisation, name="organisation"),
    path("m/<uuid:matter>/coverage/", units.coverage, name="coverage"),
    path("", work.desk, name="desk"),
    path("beside/", work.beside, name="beside"),
    path("approvals/", inbox.approvals, name="approvals"),
    path("approvals/<uuid:matter>/<int:seq>/", approving.approval, name="approval"),
    path("approvals/<uuid:matter>/<int:seq>/sheet/", approval_page.sheet, name="approval_sheet"),
    path("exports/", leaving.exports, name="exports"),
    path("exports/<uuid:leaving>/", leaving.leaving, name="leaving"),
    path("find/", finding.find, name="find"),
    path("register/<slug:kind>/views/", views.views, name="views"),
    path("register/<slug:kind>/view/<uuid:view>/", views.view, name="view"),
    path("register/<slug:kind>/columns/", arranging.arrange, name="columns"),
    path("register/<slug:kind>/pick/", picking.pick, name="pick"),
    path("register/<slug:kind>/reassign/", reassigning.reassign, name="reassign_picked"),
    path("register/<slug:kind>/export/", exporting.export, name="export"),
    path("register/<slug:kind>/print/", exporting.register_print, name="register_print"),
]
