"""The month review: what the rules found in the journal, what was concluded of each, and the auditor's signature under the month.

Conclusions and signatures are entries of the journal, so they stand in the tree and under the next checkpoint. Whoever a hit
is about concludes nothing of it: of an auditor's own the security administrator does.
"""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mingjian.ledger import detecting
from mingjian.ledger.detecting import Hit
from mingjian.ledger.journal import note
from mingjian.ledger.models import Journal
from mingjian.org.models import Appointment
from mingjian.web.account import stepping
from mingjian.web.desk.frames import language
from mingjian.web.desk.names import name
from mingjian.web.office import journal
from mingjian.web.office.pages import Button, Form, Settings, Typed, draw, for_posts, head, holds, say
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.moments import minute
from mingjian.web.shared.parts import Cell, Column, Empty, Fact, Link, Row, Table, Tag

AUDITOR, SECURITY = "audit_admin", "security_admin"
_EVER = date(9998, 12, 31)
_KINDS = {"explained": "ok", "not_meant": "neutral", "reminded": "warn", "passed_on": "late"}


@for_posts(AUDITOR, SECURITY)
def review(request: Any) -> HttpResponse:
    """A month: rules, hits, conclusions, signature. That it was looked at is an entry itself."""
    first, last = detecting.month_of(_month(request))
    found, concluded = _shown(request, first), _concluded(first, last)
    signed = _signed(first)
    waiting = [hit for hit in found if _key(hit) not in concluded]
    note("audit", officer=request.viewer.officer, outcome="done", details={"kind": "review"})
    audits = holds(request.viewer, AUDITOR)
    may_sign = audits and signed is None and not waiting and last < request.viewer.on
    page = Settings(
        head=head(request, _("月度审查")), title=_("月度审查 %(month)s") % {"month": f"{first:%Y-%m}"},
        words=(_("规则只提示需要核对的日志，不给任何人打分。每条提示由审计管理员核对后作结论；涉及审计管理员本人的，由安全管理员作结论。"),),
        facts=_facts(first, last, found, waiting, signed, request.viewer.on, audits),
        tables=(_hits(request, found, concluded, signed is not None), *((_rules(last, found),) if audits else ())),
        links=_months(first, request.viewer.on),
        buttons=(Button(label=_("签署本月审查"), action=reverse("review_sign"), hidden=(("month", f"{first:%Y-%m}"),)),) if may_sign else (),
    )  # fmt: skip
    return draw(request, page)


@require_http_methods(["GET", "POST"])
@for_posts(AUDITOR, SECURITY)
def conclude(request: Any) -> HttpResponse:
    """What was concluded of one hit; it may be concluded anew until the month is signed."""
    first, _last = detecting.month_of(_month(request))
    hit = next((one for one in _shown(request, first) if _key(one) == request.GET.get("hit", "")), None)
    if hit is None or not _may_conclude(request, hit) or _signed(first) is not None:
        raise Http404
    back = f"{reverse('review')}?month={first:%Y-%m}"
    typed = Typed(request.POST)
    if request.method == "POST":
        chosen = typed.needed("conclusion", _("请选择结论。"))
        if chosen in detecting.conclusions():
            details = {"kind": hit.rule, "period": str(hit.day), "other": hit.officer, "person": hit.person or None, "change": chosen}  # fmt: skip
            note("detection", officer=request.viewer.officer, outcome="done", details=details)
            say(request, _("已作结论。"))
            return HttpResponseRedirect(back)
        typed.errors.setdefault("conclusion", _("请选择结论。"))
    choices = tuple(Choice(code, _said(item)) for code, item in detecting.conclusions().items())
    rule = next(rule for rule in detecting.rules(hit.day) if rule.code == hit.rule)
    page = Form(
        head=head(request, _("作结论"), failed=bool(typed.errors)), title=_("作结论"), submit=_("作结论"),
        action=_to_conclude(hit), back=Link(_("月度审查"), back),
        fields=(Field(name="conclusion", label=_("结论"), kind="code", choices=choices, error=typed.errors.get("conclusion", "")),),
        words=(rule.what(language()), f"{hit.day} · {_about(hit)} · {_count(hit)}"),
    )  # fmt: skip
    return draw(request, page, 422 if typed.errors else 200)


@require_POST
@for_posts(AUDITOR)
def sign(request: Any) -> HttpResponse:
    """The auditor's name under a month that is over, once every hit has its conclusion; first a page that says what this
    means, then a factor is asked for."""
    first, last = detecting.month_of(_month(request))
    concluded, found = _concluded(first, last), detecting.hits(first)
    if (
        last >= request.viewer.on
        or _signed(first) is not None
        or any(_key(hit) not in concluded for hit in found)
    ):
        raise Http404
    here = f"{reverse('review_sign')}?month={first:%Y-%m}&sure=1"
    if "sure" not in request.GET:
        page = Form(
            head=head(request, _("签署本月审查")), title=_("签署%(month)s的审查") % {"month": f"{first:%Y-%m}"}, action=here, fields=(),
            submit=_("签署本月审查"), back=Link(_("月度审查"), f"{reverse('review')}?month={first:%Y-%m}"),
            words=(_("签署后，本月的结论和签署都不能再改，并且记入存证树。"),),
        )  # fmt: skip
        return draw(request, page)
    if (asked := stepping.ask(request, _("签署本月审查"))) is not None:
        return asked
    details = {"period": f"{first:%Y-%m}", "hits": len(found), "rows": detecting.entries(first, last).count()}
    note("audit_review", officer=request.viewer.officer, outcome="done", details=details)
    say(request, _("已签署%(month)s的审查。") % {"month": f"{first:%Y-%m}"})
    return HttpResponseRedirect(f"{reverse('review')}?month={first:%Y-%m}")


def _month(request: Any) -> date:
    """The month asked for; without one the last that is over. A coming one is this one."""
    typed = request.POST.get("month") or request.GET.get("month", "")
    today: date = request.viewer.on
    try:
        return min(date.fromisoformat(f"{typed[:7]}-01"), today)
    except ValueError:
        return today.replace(day=1) - timedelta(days=1)


def _shown(request: Any, month: date) -> list[Hit]:
    """Every hit for the auditor; for the security administrator those about auditors."""
    found = detecting.hits(month)
    if holds(request.viewer, AUDITOR):
        return found
    return [hit for hit in found if hit.officer in _auditors()]


def _auditors() -> set[int]:
    return set(Appointment.objects.filter(post=AUDITOR).values_list("officer", flat=True))


def _may_conclude(request: Any, hit: Hit) -> bool:
    judge = SECURITY if hit.officer in _auditors() else AUDITOR
    return holds(request.viewer, judge) and hit.officer != request.viewer.officer


def _key(hit: Hit) -> str:
    return f"{hit.rule}:{hit.day}:{hit.officer or hit.person}"


def _concluded(first: date, last: date) -> dict[str, Journal]:
    """The last conclusion of each hit of these days."""
    rows = detecting.entries(first, _EVER).filter(event="detection").order_by("pk")
    found = {f"{row.details['kind']}:{row.details['period']}:{row.details.get('other') or row.details.get('person')}": row
             for row in rows}  # fmt: skip
    return {key: row for key, row in found.items() if str(first) <= row.details["period"] <= str(last)}


def _signed(first: date) -> Journal | None:
    rows = detecting.entries(first, _EVER).filter(event="audit_review").select_related("leaf")
    return next((row for row in rows if row.details["period"] == f"{first:%Y-%m}"), None)


def _facts(first: date, last: date, found: list[Hit], waiting: list[Hit], signed: Journal | None, on: date, audits: bool) -> tuple[Fact, ...]:  # fmt: skip
    entries = detecting.entries(first, last).count()
    href = reverse("journal") + journal.Asked(since=first, until=last).query() if audits else ""
    if signed is not None:
        leaf = getattr(signed, "leaf", None)
        words = _("%(who)s于%(at)s签署") % {
            "who": name("officer", signed.officer_id),
            "at": minute(signed.at),
        }
        place = _("存证树第%(n)s条") % {"n": leaf.number} if leaf else _("待存证")
        state = Fact(_("签署"), words, tag=Tag(place, "ok" if leaf else "neutral"))
    else:
        why = _("本月尚未结束") if last >= on else _("还有提示没有结论") if waiting else _("待签署")
        state = Fact(_("签署"), tag=Tag(why, "neutral" if last >= on else "warn"))
    return (
        Fact(_("本月日志"), ngettext("%(n)s条", "%(n)s条", entries) % {"n": entries}, href=href),
        Fact(_("提示数"), ngettext("%(n)s条", "%(n)s条", len(found)) % {"n": len(found)}),
        Fact(_("待作结论"), ngettext("%(n)s条", "%(n)s条", len(waiting)) % {"n": len(waiting)}),
        state,
    )


def _months(first: date, on: date) -> tuple[Link, ...]:
    before, after = first - timedelta(days=1), (first + timedelta(days=31)).replace(day=1)
    here = reverse("review")
    following = (Link(_("下个月"), f"{here}?month={after:%Y-%m}"),) if after <= on else ()
    return (Link(_("上个月"), f"{here}?month={before:%Y-%m}"), *following)


def _said(item: dict[str, str]) -> str:
    return item["label" if language() == "zh" else "en"]


def _about(hit: Hit) -> str:
    return name("officer", hit.officer) if hit.officer else _("人员标识%(id)s") % {"id": hit.person[:8]}


def _count(hit: Hit) -> str:
    """How many, in the unit of the rule."""
    if hit.rule == "one_person_often":
        return ngettext("%(n)s人", "%(n)s人", hit.count) % {"n": hit.count}
    if hit.rule == "left_out_of_hours":
        return ngettext("%(n)s行", "%(n)s行", hit.count) % {"n": hit.count}
    if hit.rule == "denied_often":
        return ngettext("%(n)s次", "%(n)s次", hit.count) % {"n": hit.count}
    return ngettext("%(n)s件", "%(n)s件", hit.count) % {"n": hit.count}


def _hits(request: Any, found: list[Hit], concluded: dict[str, Journal], is_signed: bool) -> Table:
    labels = {rule.code: rule.label(language()) for rule in detecting.rules(request.viewer.on)}
    rows = tuple(
        Row(cells=(
            Cell(words=labels[hit.rule]), Cell(day=hit.day), Cell(words=_about(hit), href=_entries_of(request, hit)), Cell(words=_count(hit)),
            _conclusion(concluded.get(_key(hit))), *(() if is_signed else (_next(request, hit, again=_key(hit) in concluded),)),
        ))
        for hit in found
    )  # fmt: skip
    columns = (
        Column(label=_("规则"), kind="head"), Column(label=_("日期"), kind="day"), Column(label=_("所涉")), Column(label=_("数量")), Column(label=_("结论")), *(() if is_signed else (Column(label=_("办理")),)),
    )  # fmt: skip
    return Table(caption=_("提示和结论"), columns=columns, rows=rows, empty=Empty(words=_("本月没有提示。")))


def _next(request: Any, hit: Hit, *, again: bool) -> Cell:
    """Where the reader concludes; of a hit about an auditor he does not."""
    if _may_conclude(request, hit):
        return Cell(words=_("改结论") if again else _("作结论"), href=_to_conclude(hit))
    return Cell(words=_("由安全管理员作结论"))


def _to_conclude(hit: Hit) -> str:
    return f"{reverse('review_conclude')}?{urlencode({'month': f'{hit.day:%Y-%m}', 'hit': _key(hit)})}"


def _entries_of(request: Any, hit: Hit) -> str:
    """Where the auditor reads the entries that the rule counted."""
    if not (hit.officer and holds(request.viewer, AUDITOR)):
        return ""
    events = {"left_out_of_hours": "export", "denied_often": ""}
    since = hit.day.replace(day=1) if hit.rule == "read_without_work" else hit.day
    asked = journal.Asked(event=events.get(hit.rule, "read"), officer=str(hit.officer), since=since, until=hit.day,
                          outcome="refused" if hit.rule == "denied_often" else "")  # fmt: skip
    return reverse("journal") + asked.query()


def _conclusion(row: Journal | None) -> Cell:
    if row is None:
        return Cell(tag=Tag(_("待作结论"), "warn"))
    code = row.details["change"]
    return Cell(
        tag=Tag(_said(detecting.conclusions()[code]), _KINDS[code]), words=name("officer", row.officer_id)
    )  # type: ignore[arg-type]


def _rules(last: date, found: list[Hit]) -> Table:
    rows = tuple(
        Row(cells=(Cell(words=rule.label(language())), Cell(words=rule.what(language())), Cell(words=str(sum(hit.rule == rule.code for hit in found)))))
        for rule in detecting.rules(last)
    )  # fmt: skip
    columns = (Column(label=_("规则"), kind="head"), Column(label=_("查什么")), Column(label=_("提示数"), kind="num"))  # fmt: skip
    return Table(caption=_("规则"), columns=columns, rows=rows)
