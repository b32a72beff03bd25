"""The tables of facts: every column with its type, the one source for CSV, database and engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mingjian.statistics import codes

Type = Literal["id", "unit", "reference", "code", "date", "month", "flag", "number", "text"]


@dataclass(frozen=True)
class Column:
    """One column. `codes` are the only values of a code, the usual ones of a text; `optional`: it may be absent.

    Values may be unknown (empty) in every column but `id` and `unit`.
    """

    name: str
    type: Type
    codes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    optional: bool = False


@dataclass(frozen=True)
class Table:
    """The facts of one grain. `counted_on` are the columns that may decide in which period a row counts."""

    name: str
    label: str
    en: str
    columns: tuple[Column, ...]
    counted_on: tuple[str, ...] = ()

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


def _columns(*groups: tuple[Column, ...], optional: tuple[Column, ...] = ()) -> tuple[Column, ...]:
    required = tuple(column for group in groups for column in group)
    return required + tuple(Column(item.name, item.type, item.codes, optional=True) for item in optional)


def _of(kind: Type, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, kind) for name in names)


def _code(name: str, allowed: codes.Codes) -> tuple[Column, ...]:
    return (Column(name, "code", allowed),)


def _kind(name: str, usual: codes.Codes) -> tuple[Column, ...]:
    return (Column(name, "text", usual),)


def _text(*names: str) -> tuple[Column, ...]:
    return _of("text", *names)


def _day(*names: str) -> tuple[Column, ...]:
    return _of("date", *names)


def _flag(*names: str) -> tuple[Column, ...]:
    return _of("flag", *names)


def _number(*names: str) -> tuple[Column, ...]:
    return _of("number", *names)


def _to(*names: str) -> tuple[Column, ...]:
    return _of("reference", *names)


_ROW = (Column("id", "id"), Column("unit", "unit"))
_DEPARTMENT = _text("department")
_RANK = _code("rank_class", codes.RANK_CLASS)
_OWN = _flag("is_own_cadre")

_ALL = (
    Table("units", "单位", "Units", _columns(
        _of("id", "id"), _text("name"), _of("unit", "parent"), _code("level", codes.LEVEL))),
    Table("petitions", "信访举报", "Reports received", _columns(
        _ROW, _day("received_on"), _code("channel", codes.CHANNEL), _code("origin", codes.PETITION_ORIGIN),
        _code("content_class", codes.CONTENT_CLASS), _flag("is_repeat", "is_signed"),
        _code("outcome", codes.OUTCOME), _day("concluded_on"),
        optional=_to("joined_to") + _RANK + _code("behaviour", codes.BEHAVIOUR) + _OWN + _to("agreement")
        + _DEPARTMENT),
        counted_on=("received_on", "concluded_on")),
    Table("leads", "问题线索", "Leads", _columns(
        _ROW, _code("origin", codes.LEAD_ORIGIN), _flag("is_assigned_from_above"), _day("registered_on"),
        _code("disposal_way", codes.DISPOSAL_WAY), _day("disposed_on"),
        optional=_OWN + _flag("is_surrender") + _kind("grade", codes.LEAD_GRADE) + _kind("recheck", codes.LEAD_RECHECK) + _DEPARTMENT),
        counted_on=("registered_on", "disposed_on")),
    Table("inquiries", "谈话函询", "Talks and letters of inquiry", _columns(
        _ROW, _to("lead"), _day("decided_on"), optional=_OWN + _kind("outcome", codes.INQUIRY_OUTCOME) + _DEPARTMENT),
        counted_on=("decided_on",)),
    Table("cases", "立案", "Cases", _columns(
        _ROW, _to("lead", "person"), _day("filed_on", "closed_on"), _RANK,
        _flag("is_village_head", "is_bribe_giver"), _day("transferred_on"),
        optional=_OWN + _flag("is_sent_back", "is_head", "is_extended", "is_defence_adopted") + _DEPARTMENT),
        counted_on=("filed_on", "closed_on", "transferred_on")),
    Table("sanctions", "处分", "Sanctions", _columns(
        _ROW, _to("case", "person"), _day("decided_on"), _code("party_sanction", codes.PARTY_SANCTION),
        _code("gov_sanction", codes.GOV_SANCTION), _RANK, _flag("is_member_cadre"),
        optional=_OWN + _to("lead") + _DEPARTMENT),
        counted_on=("decided_on",)),
    Table("measures", "组织处理", "Organisational measures", _columns(
        _ROW, _to("person"), _day("decided_on"), _code("measure", codes.MEASURE), _flag("is_member_cadre"),
        optional=_DEPARTMENT),
        counted_on=("decided_on",)),
    Table("form_uses", "运用“四种形态”", "Uses of the four forms", _columns(
        _ROW, _to("person"), _day("decided_on"), _code("form", codes.FORM), _text("measure"),
        optional=_OWN + _DEPARTMENT),
        counted_on=("decided_on",)),
    Table("style_problems", "违反中央八项规定精神问题", "Problems of style", _columns(
        _ROW, _of("month", "month"), _code("type", codes.STYLE_TYPE), _code("level", codes.STYLE_LEVEL),
        _number("handled_count", "sanctioned_count"), optional=_DEPARTMENT),
        counted_on=("month",)),
    Table("findings", "发现问题", "Problems found", _columns(
        _ROW, _code("origin", codes.FINDING_ORIGIN),
        _day("found_on", "due_on", "verified_on", "rechecked_on"), _to("lead"),
        optional=_to("subject") + _kind("category", codes.FINDING_CATEGORY) + _kind("scope", codes.FINDING_SCOPE)
        + _kind("sector", codes.KEY_SECTOR) + _flag("is_head", "has_basis", "is_on_site", "is_relapsed") + _DEPARTMENT),
        counted_on=("found_on", "due_on", "verified_on", "rechecked_on")),
    Table("letters", "建议书和函件", "Letters of advice", _columns(
        _ROW, _code("kind", codes.LETTER_KIND), _day("issued_on", "reply_due_on", "replied_on", "closed_on"),
        optional=_flag("is_head") + _number("advice", "adopted") + _DEPARTMENT),
        counted_on=("issued_on", "reply_due_on", "replied_on", "closed_on")),
    Table("inspections", "巡察对象", "Inspections", _columns(
        _ROW, _text("subject"), _kind("subject_level", codes.SUBJECT_LEVEL), _text("round"), _day("entered_on", "fed_back_on", "reported_on"),
        optional=_DEPARTMENT),
        counted_on=("entered_on", "fed_back_on", "reported_on")),
    Table("talks", "谈话", "Talks", _columns(
        _ROW, _to("person"), _kind("kind", codes.TALK_KIND), _day("held_on"), _flag("is_head"),
        optional=_flag("is_same_level") + _DEPARTMENT),
        counted_on=("held_on",)),
    Table("activities", "活动", "Activities", _columns(
        _ROW, _kind("kind", codes.ACTIVITY_KIND), _day("held_on"), _text("title"), _number("attendance"),
        optional=_number("items") + _text("phase") + _day("planned_on", "recorded_on") + _flag("is_head")
        + _kind("sector", codes.KEY_SECTOR) + _to("subject", "person") + _number("methods", "examined", "passed", "points")
        + _DEPARTMENT),
        counted_on=("held_on", "planned_on")),
    Table("transfers", "移交", "Transfers", _columns(
        _ROW, _text("department"), _of("unit", "to_unit"), _text("to_department"),
        _kind("kind", codes.TRANSFER_KIND),
        _day("sent_on", "receipt_due_on", "received_on", "feedback_due_on", "fed_back_on"),
        _flag("is_requested"), _to("lead"), optional=_day("drawn_up_on") + _text("pair") + _flag("is_declined")),
        counted_on=("sent_on", "receipt_due_on", "received_on", "feedback_due_on", "fed_back_on")),
    Table("uses", "成果运用", "Uses of reports", _columns(
        _ROW, _text("report"), _kind("report_kind", codes.REPORT_KIND), _day("report_on"), _text("cited_in"), _day("cited_on"),
        optional=_to("subject") + _DEPARTMENT),
        counted_on=("report_on", "cited_on")),
    Table("staff", "人员经费", "Staff and budget", _columns(
        _ROW, _number("year"), _day("filed_on"), _number("posts", "staff", "supervised", "budget", "spent", "models_run"),
        optional=_DEPARTMENT),
        counted_on=("filed_on",)),
    Table("proposals", "请示审批", "Proposals", _columns(
        _ROW, _text("kind", "act"), _day("proposed_on", "decided_on"), _code("outcome", codes.PROPOSAL_OUTCOME),
        optional=_DEPARTMENT),
        counted_on=("proposed_on", "decided_on")),
    Table("heads", "“一把手”任职", "Principal heads in office", _columns(
        _ROW, _to("person", "subject"), _day("since", "until")),
        counted_on=("since", "until")),
    Table("detentions", "留置", "Detentions", _columns(
        _ROW, _to("person"), _day("approved_on", "started_on", "ended_on"), optional=_DEPARTMENT),
        counted_on=("started_on", "ended_on")),
    Table("recoveries", "挽回损失", "Losses recovered", _columns(
        _ROW, _to("case"), _day("recovered_on"), _number("amount"), optional=_DEPARTMENT),
        counted_on=("recovered_on",)),
)  # fmt: skip

TABLES: Mapping[str, Table] = {table.name: table for table in _ALL}
UNIT_LEVEL = "unit_level"  # a column that every table has where it is asked for: the level of the row's unit
