"""Closed periods: figures frozen with their definitions and records, restated with a reason, compared with what came later."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import transaction

from mingjian.ledger import instant
from mingjian.ledger.journal import note
from mingjian.ledger.order import LATE_AFTER
from mingjian.org.authority import posts_of
from mingjian.statistics.figure import Figure
from mingjian.statistics.models import ClosedFigure, ClosedPeriod
from mingjian.statistics.period import Period, parse
from mingjian.statistics.scope import Scope

if TYPE_CHECKING:
    from mingjian.statistics.asking import Answer

REASONS = {
    "late": "补录",
    "corrected": "更正",
    "moved": "移送划转",
    "definition": "口径更正",
    "other": "其他",
}
APPROVER = "case_mgmt_dept"  # whose head approves a restated value (statistics §14)


class PeriodError(Exception):
    """A period cannot be closed or restated; one sentence says why and what to do."""


@dataclass(frozen=True)
class Adjustment:
    """A figure of a closed period that would be another today: what was frozen, what it is now, records that came or went."""

    figure: Figure
    now: Figure | None
    came: tuple[str, ...]
    went: tuple[str, ...]

    def __str__(self) -> str:
        now = "不再统计" if self.now is None else f"现为{self.now.value}"
        return f"{self.figure.label}结账数{self.figure.value}，{now}（增{len(self.came)}条，减{len(self.went)}条）"


def closed(period: Period, scope: Scope) -> ClosedPeriod | None:
    """The latest version of a period closed for a scope, if it is."""
    rows = ClosedPeriod.objects.filter(period=period.code, unit=scope.unit, own=scope.own)
    return rows.order_by("-version").first()


class Closed:
    """What has been closed for a scope, read once however many periods are asked for."""

    def __init__(self, scope: Scope) -> None:
        self._scope, self._figures = scope, dict[str, dict[str, Figure]]()

    @cached_property
    def _versions(self) -> list[ClosedPeriod]:
        rows = ClosedPeriod.objects.filter(unit=self._scope.unit, own=self._scope.own)
        return list(rows.order_by("version"))

    def figures(self, period: Period) -> dict[str, Figure] | None:
        """The figures with which a period was closed last; None if it is open."""
        version = next((row for row in reversed(self._versions) if row.period == period.code), None)
        if version is not None and period.code not in self._figures:
            self._figures[period.code] = frozen(version)
        return self._figures.get(period.code)

    def before(self, period: Period) -> ClosedPeriod | None:
        """The last period of the same year that was closed and ended before this one ends."""
        ended = [(parse(row.period), row) for row in self._versions]
        same = [
            (at.end, row.version, row) for at, row in ended if at.year == period.year and at.end < period.end
        ]
        return max(same, default=None, key=lambda one: one[:2])[2] if same else None


def closed_below(period: Period, scope: Scope) -> dict[str, ClosedPeriod]:
    """The latest version by unit, of the units within a scope that have closed the same period for all under them."""
    rows = ClosedPeriod.objects.filter(period=period.code, unit__in=scope.units - {scope.unit}, own=False)
    return {row.unit: row for row in rows.order_by("version")}


def frozen(version: ClosedPeriod) -> dict[str, Figure]:
    """The figures of a closed period, as they were."""
    return {
        row.figure: Figure(row.figure, row.label, _number(row.value), row.unit, _number(row.share), tuple(row.records),
                           row.definition)
        for row in ClosedFigure.objects.filter(closed=version).order_by("place")
    }  # fmt: skip


def close(answer: "Answer", *, by: int, on: date) -> ClosedPeriod:
    """Freeze every figure of a period and scope. PeriodError if it has not ended, is closed, or something is wanting.

    From two days after its end on: what is recorded then for a day of it is recorded late, and says why.
    """
    if answer.is_imported:
        raise PeriodError("导入的统计台账不需要结账；请对本平台的事项结账。")
    if closed(answer.period, answer.scope):
        raise PeriodError(
            f"{answer.scope.name}{answer.period.words()}已经结账；数字确需更改的，请用mingjian period restate。"
        )
    first = answer.period.end + timedelta(days=LATE_AFTER + 1)
    if on < first:
        raise PeriodError(f"{answer.period.words()}要到{first}才能结账。")
    _refuse_wanting(answer)
    return _keep(answer, 1, by=by, on=on, approved_by=None, reason=None)


def restate(answer: "Answer", *, by: int, approved_by: int, reason: str, on: date) -> ClosedPeriod:
    """A new version of a closed period with the figures of today; the old one stays. PeriodError with a sentence.

    Approved by the head of case management, who is not the one that asks.
    """
    before = closed(answer.period, answer.scope)
    if before is None:
        raise PeriodError(
            f"{answer.scope.name}{answer.period.words()}还没有结账；请先用mingjian period close。"
        )
    if reason not in REASONS:
        raise PeriodError(
            f"没有更改事由“{reason}”；可用：{'、'.join(f'{code}（{said}）' for code, said in REASONS.items())}。"
        )
    if approved_by == by or not _may_approve(approved_by, on):
        raise PeriodError("重述须经案件监督管理部门主要负责人批准，批准人不能是申请人本人。")
    if not adjustments(answer, before):
        raise PeriodError("现在的数字与结账数相同，不需要重述。")
    _refuse_wanting(answer)
    return _keep(answer, before.version + 1, by=by, on=on, approved_by=approved_by, reason=reason)


def adjustments(
    answer: "Answer", version: ClosedPeriod, ids: Collection[str] | None = None
) -> list[Adjustment]:
    """Where the figures of today differ from those frozen, in value or in records; of `ids`, by default of all."""
    kept = {name: figure for name, figure in frozen(version).items() if ids is None or name in ids}
    live, found = answer.live(list(kept) if ids is not None else None, records=True), []
    for name, figure in kept.items():
        now = live.get(name)
        came = tuple(sorted(set(now.records if now else ()) - set(figure.records)))
        went = tuple(sorted(set(figure.records) - set(now.records if now else ())))
        if now is None or now.value != figure.value or came or went:
            found.append(Adjustment(figure, now, came, went))
    return found


def comparable(figure: Figure, before: Figure) -> bool:
    """Whether two figures were counted by the same definition; across a change of scheme they are not compared."""
    return figure.definition == before.definition and figure.unit == before.unit


def _refuse_wanting(answer: "Answer") -> None:
    ids = sorted(answer.known)
    lacking, broken = answer.lacking(ids), [item for item in answer.failures(ids) if not item.warns]
    if lacking or broken:
        said = [
            f"{item.table}.{item.column}：{'、'.join(_named(answer, item.table, item.records))}"
            for item in lacking
        ]
        said += [item.sentence for item in broken]
        raise PeriodError("还不能结账，请先补正：\n" + "\n".join(said))


def _named(answer: "Answer", table: str, ids: Sequence[str], most: int = 10) -> list[str]:
    """Numbers of the matters behind these facts, the first few."""
    numbers = [record.number or record.id for record in answer.named(table, ids[:most])]
    return [*numbers, *([f"等{len(ids)}条"] if len(ids) > most else [])]


def _may_approve(officer: int, on: date) -> bool:
    return any(post.role == APPROVER and post.post == "head" and post.held(on) for post in posts_of(officer))


def _keep(
    answer: "Answer", version: int, *, by: int, on: date, approved_by: int | None, reason: str | None
) -> ClosedPeriod:
    figures = answer.live(None, records=True)
    with transaction.atomic():
        row = ClosedPeriod.objects.create(
            period=answer.period.code, unit=answer.scope.unit, own=answer.scope.own, version=version, closed_on=on,
            closed_at=instant.now(), officer_id=by, approved_by_id=approved_by, reason=reason,
        )  # fmt: skip
        ClosedFigure.objects.bulk_create(_rows(row, figures))
        details = {
            "period": row.period,
            "unit": row.unit,
            "version": version,
            "why": reason,
            "other": approved_by,
        }
        note("period_closed", officer=by, outcome="done", details=details)
    return row


def _rows(closed: ClosedPeriod, figures: Mapping[str, Figure]) -> list[ClosedFigure]:
    return [
        ClosedFigure(
            closed=closed, place=place, figure=figure.id, label=figure.label, unit=figure.unit,
            value=None if figure.value is None else str(figure.value),
            share=None if figure.share is None else str(figure.share), definition=figure.definition,
            records=list(figure.records),
        )
        for place, figure in enumerate(figures.values())
    ]  # fmt: skip


def _number(said: str | None) -> int | Decimal | None:
    if said is None:
        return None
    return Decimal(said) if "." in said else int(said)
