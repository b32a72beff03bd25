"""Posts leave the platform as a spreadsheet: of one unit, or of all units for which one is responsible; it can be imported again."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingjian.channels.posts import POSTS
from mingjian.channels.register import Value
from mingjian.parties import tenures
from mingjian.parties.models import Tenure
from mingjian.parties.persons import organisation_name
from mingjian.parties.tenures import Held, opened
from mingjian.web.account.live import is_office
from mingjian.web.desk import keeping
from mingjian.web.desk.exporting import MOST
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.desk.taking import Sheet, take
from mingjian.web.shared.parts import Link

# As an import reads them: without numbers of documents, which are shown one by one for a purpose only.
_WIDTHS = {"unit": 30, "name": 12, "position": 14, "title": 30, "since": 12, "until": 12}


@require_http_methods(["GET", "POST"])
@for_officers
def take_out(request: DeskRequest) -> HttpResponse:
    """Posts with their units, as an import reads them."""
    units = _units(request)
    rows = Tenure.objects.select_related("person").filter(organisation__in=units)
    found = list(rows.order_by("organisation", "since", "pk")[: MOST + 1])
    one = next(iter(units)) if request.GET.get("unit") else None
    hindrance = ""
    if not found:
        hindrance = _("没有可以导出的任职：还没有联系的单位，或者没有登记过任职。")
    elif len(found) > MOST:
        hindrance = _("超过%(n)s条，请在单位页逐个单位导出。") % {"n": MOST}
    sheet = Sheet(
        kind="tenure", file="posts", title=_("导出任职"), scope=_scope(units), lines=lambda: _lines(request, units, found), count=len(found),
        back=Link(units[one], reverse("organisation", args=[one])) if one else Link(_("单位"), reverse("units")),
        widths=[(POSTS.fields[name].label, width) for name, width in _WIDTHS.items()], hindrance=hindrance,
    )  # fmt: skip
    return take(request, sheet)


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
