"""What a unit under supervision is: kind, level, form of its Party organisation, sector; said when it is registered or later."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingjian.ledger.viewer import Viewer
from mingjian.parties.models import Organisation
from mingjian.parties.persons import DESCRIBED, describe
from mingjian.web.desk import keeping
from mingjian.web.desk.frames import code_words, language
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.office.pages import Typed
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.parts import Fact


@require_http_methods(["GET", "POST"])
@for_officers
def description(request: DeskRequest, organisation: UUID) -> HttpResponse:
    """Say anew what a unit is; whoever keeps its record does."""
    unit = keeping.unit_kept(request, organisation)
    typed, now = Typed(request.POST), {name: getattr(unit, name) or "" for name in DESCRIBED}
    if request.method == "POST":
        now = {name: typed.one(name) for name in DESCRIBED}
        typed.errors.update(faults(request.viewer, now))
        if not typed.errors:
            describe(unit, codes(now), by=request.viewer.officer)
            return keeping.back(request, unit, _("已更正单位资料。"))
    title = _("更正单位资料")
    return keeping.drawn(
        request, unit, title, request.path, fields(request.viewer, now, typed.errors), title, typed
    )


def fields(viewer: Viewer, now: Mapping[str, str], errors: Mapping[str, str]) -> tuple[Field, ...]:
    """A choice for each thing that says what a unit is; only the kind must be known."""
    found = []
    for name, taxonomy in DESCRIBED.items():
        known = viewer.book.taxonomy(taxonomy)
        is_needed = name == "kind"
        choices = [Choice("", _("请选择") if is_needed else _("不详"), not now[name])]
        choices += [
            Choice(code, item.say(language()), code == now[name]) for code, item in known.codes.items()
        ]
        found.append(Field(name=name, label=_label(name), kind="code", width="short", required=is_needed,
                           choices=tuple(choices), error=errors.get(name, "")))  # fmt: skip
    return tuple(found)


def faults(viewer: Viewer, now: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with the codes chosen, by field."""
    return {
        name: _("请选择%(what)s。") % {"what": _label(name)}
        for name, taxonomy in DESCRIBED.items()
        if now[name] not in viewer.book.taxonomy(taxonomy).codes and (now[name] or name == "kind")
    }


def codes(now: Mapping[str, str]) -> dict[str, str | None]:
    return {name: now[name] or None for name in DESCRIBED}


def facts(viewer: Viewer, unit: Organisation) -> list[Fact]:
    """What is known of the unit, in words."""
    known = ((name, code_words(viewer.book, codes, getattr(unit, name))) for name, codes in DESCRIBED.items())
    return [Fact(_label(name), words) for name, words in known if words]


def _label(name: str) -> str:
    return {
        "kind": _("单位类别"),
        "supervised_level": _("层级"),
        "party_form": _("党组织形式"),
        "sector": _("行业领域"),
    }[name]
