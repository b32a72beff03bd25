"""Addresses of the settings."""

from django.urls import path

from mingjian.web.office import asking, book, envelopes, first, journal, officers, reviewing, units

urlpatterns = [
    path("settings/", first.checklist, name="checklist"),
    path("settings/units/", units.units, name="own_units"),
    path("settings/units/new/", units.unit_new, name="unit_new"),
    path("settings/units/department/", units.department_new, name="department_new"),
    path("settings/units/end/", units.unit_end, name="unit_end"),
    path("settings/officers/", officers.officers, name="officers"),
    path("settings/officers/new/", officers.officer_new, name="officer_new"),
    path("settings/officers/<int:number>/", officers.officer, name="officer"),
    path("settings/officers/<int:number>/link/", officers.officer_link, name="officer_link"),
    path("settings/officers/<int:number>/switch/", officers.officer_switch, name="officer_switch"),
    path("settings/officers/<int:number>/sessions/", officers.officer_sessions, name="officer_sessions"),
    path("settings/officers/<int:number>/power/", asking.power_new, name="power_new"),
    path("settings/powers/", asking.requests, name="powers"),
    path("settings/powers/<int:number>/", asking.power, name="power"),
    path("settings/powers/<int:number>/decide/", asking.power_decide, name="power_decide"),
    path("settings/lawbook/", book.overlay, name="overlay"),
    path("settings/calendars/", book.calendars, name="calendars"),
    path("settings/envelopes/", envelopes.envelopes, name="envelopes"),
    path("settings/envelopes/again/", envelopes.envelopes_again, name="envelopes_again"),
    path("settings/journal/", journal.entries, name="journal"),
    path("settings/journal/export/", journal.export, name="journal_export"),
    path("settings/review/", reviewing.review, name="review"),
    path("settings/review/conclude/", reviewing.conclude, name="review_conclude"),
    path("settings/review/sign/", reviewing.sign, name="review_sign"),
    path("account/absence/", asking.stand_in, name="stand_in"),
]
