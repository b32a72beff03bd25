"""Posts leave the platform as a spreadsheet: of one unit, or of all units for which one is responsible; it can be imported again."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mingjian.channels.posts import POSTS
from mingjian.channels.register import Column, Value
from mingjian.ledger import journal
from mingjian.parties import tenures
from mingjian.parties.models import Tenure
from mingjian.parties.persons import organisation_name
from mingjian.parties.tenures import Held, opened
from mingjian.web.account import stepping
from mingjian.web.account.live import is_office
from mingjian.web.desk import export_file, exporting, keeping
from mingjian.web.desk.exporting import LONGEST, Export
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.shared.parts import Fact, Head, Link

KIND = "tenure"
# As an import reads them: without numbers of documents, which are shown one by one for a purpose only.
_WIDTHS = {"unit": 30, "name": 12, "position": 14, "title": 30, "since": 12, "until": 12}


@require_http_methods(["GET", "POST"])
@for_officers
def take_out(request: DeskRequest) -> HttpResponse:
    """GET says what will leave; POST gives the file and notes it."""
    units = _units(request)
    rows = Tenure.objects.select_related("person").filter(organisation__in=units)
    found = list(rows.order_by("organisation", "since", "pk")[: int(settings.MINGJIAN_EXPORT_ALONE) + 1])
    errors = exporting.said_errors(request) if request.method == "POST" else {}
    title = _("导出任职")
    if request.method == "POST" and not errors and not _too_many(found):
        return stepping.ask(request, title) or _file(request, units, found)
    return _page(request, title, units, found, errors)


def _units(request: DeskRequest) -> dict[UUID, str]:
    """The units whose posts leave, with their names: the one asked for, if its record is one's own to keep; else all of one's own."""
    if is_office(request.viewer) or not request.viewer.posts:
        raise Http404
    asked = request.GET.get("unit", "")
    if asked:
        try:
            unit = keeping.unit_kept(request, UUID(asked))
        except ValueError:
            raise Http404 from None
        return {unit.pk: organisation_name(unit)}
    viewer = request.viewer
    places = {post.department for post in viewer.posts}, {post.unit for post in viewer.posts}
    held = tenures.entrusted(*places, viewer.officer, viewer.on)
    return {row.organisation_id: organisation_name(row.organisation) for row in held}


def _too_many(found: Sequence[Tenure]) -> bool:
    return len(found) > int(settings.MINGJIAN_EXPORT_ALONE)


def _file(request: DeskRequest, units: dict[UUID, str], found: Sequence[Tenure]) -> HttpResponse:
    post = request.POST
    form, remark = post.get("form") or "xlsx", post.get("remark", "").strip()[:LONGEST]
    media, write = export_file.FORMS[form]
    purpose = export_file.purpose_words(post["purpose"], remark)
    said = export_file.said(request, _scope(units), purpose, post["recipient"].strip()[:LONGEST], each="条")
    heads = [Column(POSTS.fields[name].label, width, lambda *_: None) for name, width in _WIDTHS.items()]
    details = {"kind": KIND, "rows": len(found), "purpose": post["purpose"], "form": form}
    with (
        journal.attempt("export", officer=request.viewer.officer, details=details),
        TemporaryDirectory() as folder,
    ):
        path = Path(folder) / "posts"
        write(path, heads, _lines(request, units, found), said)
        response = HttpResponse(path.read_bytes(), content_type=media)
    name = f"posts-{request.viewer.on.isoformat()}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(request: DeskRequest, units: dict[UUID, str], found: Sequence[Tenure]) -> Iterator[list[Value]]:
    """As an import reads them: positions in the words of the lawbook, whoever reads the pages in which language."""
    positions = request.viewer.book.taxonomy("position").codes
    order = list(positions)

    def place(one: Held) -> tuple[object, ...]:
        return units[one.row.organisation_id], order.index(one.row.position), one.row.since, one.name

    for held in sorted(opened(found), key=place):
        row = held.row
        yield [
            units[row.organisation_id],
            held.name,
            positions[row.position].label,
            held.title,
            row.since,
            row.until,
        ]


def _scope(units: dict[UUID, str]) -> str:
    return next(iter(units.values())) if len(units) == 1 else _("本部门联系和本人分管的单位")


def _page(
    request: DeskRequest, title: str, units: dict[UUID, str], found: Sequence[Tenure], errors: dict[str, str]
) -> HttpResponse:
    one = next(iter(units)) if request.GET.get("unit") else None
    back = Link(units[one], reverse("organisation", args=[one])) if one else Link(_("单位"), reverse("units"))
    most = int(settings.MINGJIAN_EXPORT_ALONE)
    hindrance = ""
    if not found:
        hindrance = _("没有可以导出的任职：还没有联系的单位，或者没有登记过任职。")
    elif _too_many(found):
        hindrance = _("超过%(n)s条，请在单位页逐个单位导出。") % {"n": most}
    n = len(found)
    count = ngettext("共%(n)s条", "共%(n)s条", n) % {"n": n} if n <= most else _("%(n)s条以上") % {"n": most}
    page = Export(
        head=Head(title=title, failed=bool(errors)), title=title, back=back, action=request.get_full_path(),
        facts=(Fact(_("范围"), _scope(units)), Fact(_("数量"), count)), fields=exporting.said_fields(request, errors),
        hindrance=hindrance,
    )  # fmt: skip
    return render(request, "desk/export.html", {"page": page}, status=422 if errors else 200)
