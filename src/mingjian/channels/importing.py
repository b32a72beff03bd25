"""A register kept in a spreadsheet becomes reports: every line an act on its own day, all lines or none."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, connection

from mingjian.channels.faults import whole
from mingjian.channels.people import can_be_reached
from mingjian.channels.preview import KIND, NOTE, OPEN, Preview, acts_of, refuse_faulty
from mingjian.channels.reports import Report
from mingjian.ledger.journal import attempt
from mingjian.ledger.models import Matter
from mingjian.ledger.record import Many, record_acts
from mingjian.parties.acts import Identity, register_complainant


@dataclass(frozen=True)
class Imported:
    """How many reports were registered, and how many registered before were given their result."""

    registered: int
    concluded_late: int


def record(preview: Preview, *, progress: Callable[[], None] = lambda: None) -> Imported:
    """Do what the preview says, in one transaction; `progress` is called after each line.

    Raises SheetRefused if a line is faulty or somebody else has imported the same lines meanwhile, Refused if the law
    has changed its mind; then nothing was written.
    """
    refuse_faulty(preview)
    desk = preview.desk
    rows = len(preview.new) + len(preview.late)
    try:
        # COPY goes past Django's cursor, so its errors are translated here
        with (
            attempt("import", officer=desk.officer, details={"kind": KIND, "rows": rows}),
            connection.wrap_database_errors,
            record_acts() as many,
        ):
            for entry in preview.new:
                _register(many, preview, entry.report, entry.token)
                progress()
            matters = Matter.objects.in_bulk([late.matter for late in preview.late])
            for late in preview.late:
                _conclude(many, preview, matters[late.matter], late.report)
                progress()
    except IntegrityError as error:
        if "token" not in str(error):
            raise
        raise whole("有人刚刚导入了相同的行", "请重新导入一次，已有的行会自动跳过") from error
    return Imported(len(preview.new), len(preview.late))


def _register(many: Many, preview: Preview, report: Report, token: str) -> None:
    desk, reason = preview.desk, _reason(preview, report)
    (_, opened, opening), *others = acts_of(report)
    state = many.open(KIND, OPEN, by=desk.officer, on=opened, unit=desk.unit, department=desk.department,
                      details=opening, late_reason=reason, token=token)  # fmt: skip
    for act, on, details in others:
        many.act(state, act, by=desk.officer, on=on, details=details, late_reason=reason)
    if report.progress:
        many.act(
            state,
            NOTE,
            by=desk.officer,
            on=preview.on,
            details={"remark": f"旧台账所记办理情况：{report.progress}"},
        )
    _keep_reporters(state.id, report, by=desk.officer)


def _conclude(many: Many, preview: Preview, matter: Matter, report: Report) -> None:
    for act, on, details in acts_of(report):
        if act != OPEN:
            many.act(
                many.take(matter),
                act,
                by=preview.desk.officer,
                on=on,
                details=details,
                late_reason=_reason(preview, report),
            )


def _reason(preview: Preview, report: Report) -> str:
    number = f"，原编号{report.number}" if report.number else ""
    return f"导入历史台账《{preview.register.file}》第{report.row}行{number}"


def _keep_reporters(matter: UUID, report: Report, *, by: int) -> None:
    """Identities are sealed to the custodian as they are written; nobody on this server reads them again."""
    for fields in report.reporters:
        is_named = bool(report.details["is_signed"]) and can_be_reached(fields)
        register_complainant(
            Matter(pk=matter),
            identity=Identity(fields),
            is_named=is_named,
            notice_way=None,
            by=by,
            on=report.on,
        )
