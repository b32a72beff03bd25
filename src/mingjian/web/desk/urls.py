"""Addresses of the officers' pages; ids are random, and what was typed never stands in one."""

from django.urls import include, path

from mingjian.web.desk import (
    acts,
    clock_calendar,
    matter_print,
    matters,
    opening,
    originals,
    papers,
    people,
    registers,
    sections,
)

urlpatterns = [
    path("", include("mingjian.web.desk.urls_more")),
    path("", include("mingjian.web.desk.urls_work")),
    path("register/<slug:kind>/", registers.register, name="register"),
    path("register/<slug:kind>/search/", registers.search, name="search"),
    path("register/<slug:kind>/new/", opening.new, name="new"),
    path("register/<slug:kind>/new/<slug:name>/", opening.new, name="new_by"),
    path("m/<uuid:matter>/", matters.matter, name="matter"),
    path("m/<uuid:matter>/do/<slug:name>/", acts.act, name="act"),
    path("m/<uuid:matter>/identify/", people.identify, name="identify"),
    path("m/<uuid:matter>/print/", matter_print.matter_print, name="matter_print"),
    path(
        "m/<uuid:matter>/clocks/<slug:rule>/<int:started_by>/", clock_calendar.calendar, name="clock_calendar"
    ),
    path("m/<uuid:matter>/papers/<uuid:document>/", originals.copy, name="document"),
    path("m/<uuid:matter>/papers/<uuid:document>/original/", originals.original, name="original"),
    path("m/<uuid:matter>/<slug:name>/", sections.section, name="matter_section"),
    path("m/<uuid:matter>/draft/<slug:paper>/<int:seq>/", papers.paper, name="paper"),
]
