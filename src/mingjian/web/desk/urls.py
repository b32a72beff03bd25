"""Addresses of the officers' pages; ids are random, and what was typed never stands in one."""

from django.urls import include, path

from mingjian.web.desk import acts, matters, opening, papers, people, registers

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
    path("m/<uuid:matter>/papers/<uuid:document>/", papers.document, name="document"),
    path("m/<uuid:matter>/draft/<slug:paper>/<int:seq>/", papers.paper, name="paper"),
]
