"""Addresses of signing in, law, verification and figures."""

from django.urls import path

from mingjian.web.desk import (
    bulletins,
    figures_out,
    figures_pages,
    issued,
    language,
    law,
    law_standing,
    passwords,
    shortfalls,
    signing_in,
    verifying,
    writing,
)

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("stay/", signing_in.stay, name="stay"),
    path("language/", language.choose, name="language"),
    path("password/", passwords.change, name="password"),
    path("welcome/<str:uid>/<str:token>/", passwords.welcome, name="welcome"),
    path("law/", law.lawbook, name="lawbook"),
    path("law/<slug:section>/", law.lawbook, name="lawbook_section"),
    path("law/<slug:section>/compare/", law.compare, name="lawbook_compare_section"),
    path("law/procedures/<slug:name>/standing/", law_standing.standing, name="lawbook_standing"),
    path("law/<slug:section>/<slug:name>/", law.lawbook, name="lawbook_entry"),
    path("law/<slug:section>/<slug:name>/compare/", law.compare, name="lawbook_compare"),
    path("verify/", verifying.verification, name="verification"),
    path("verify/one/", verifying.verify_number, name="verify_number"),
    path("verify/all/", verifying.verify_all, name="verify_all"),
    path("verify/m/<uuid:matter>/", verifying.verify_matter, name="verify_matter"),
    path("verify/checkpoints/<int:size>/", verifying.checkpoint_note, name="checkpoint_note"),
    path("figures/", figures_pages.figures, name="figures"),
    path("figures/export/", figures_out.figures_export, name="figures_export"),
    path("figures/shortfalls/", shortfalls.shortfalls, name="shortfalls"),
    path("figures/shortfalls/<slug:name>/", shortfalls.shortfall, name="shortfall"),
    path(
        "figures/due/<int:unit>/<int:department>/<int:bucket>/", figures_pages.figure_due, name="figure_due"
    ),
    path("figures/<str:figure>/", figures_pages.figure_source, name="figure_source"),
    path("figures/<str:figure>/records/", figures_pages.figure_records, name="figure_records"),
    path(
        "figures/<str:figure>/records/export/",
        figures_out.figure_records_export,
        name="figure_records_export",
    ),
    path("figures/<str:figure>/wanting/", figures_pages.figure_wanting, name="figure_wanting"),
    path("bulletin/", bulletins.bulletin, name="bulletin"),
    path("annual/", bulletins.annual, name="annual"),
    path("issued/", issued.issued_list, name="issued_list"),
    path("issued/<uuid:text>/", issued.issued, name="issued"),
    path("issued/<uuid:text>/word/", issued.issued_file, name="issued_file"),
    path("issued/<uuid:text>/pdf/", issued.issued_pdf, name="issued_pdf"),
    path("issued/<uuid:text>/<str:figure>/", issued.issued_figure, name="issued_figure"),
    path("issued/<uuid:text>/<str:figure>/records/", issued.issued_records, name="issued_records"),
    path("reports/<slug:edition>/issue/", issued.issue_text, name="issue"),
    path("reports/<slug:edition>/<slug:form>/", bulletins.issue_file, name="issue_file"),
    path("reports/<slug:edition>/write/<slug:paragraph>/", writing.write, name="prose"),
]
