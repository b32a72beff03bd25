"""The form of an act, drawn from what the lawbook declares: order, labels, hints and choices come from there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mingjian.law.lawbook import Bound, Lawbook
from mingjian.law.procedure import Act
from mingjian.law.procedure import Field as Declared
from mingjian.ledger.documents import Staged
from mingjian.vault.accepted import LIMIT, TYPES
from mingjian.web.desk import law_words, staff
from mingjian.web.desk.filling import Choosable, Filled
from mingjian.web.desk.frames import language
from mingjian.web.desk.staff import Known
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import RADIO_AT_MOST, Choice, Field, Upload
from mingjian.web.shared.parts import Chip

OPINIONS = ("同意。", "拟同意，请审示。", "请补充材料后再报。")
_LINES = {"text": "words", "mentions": "words", "line": "text", "announced": "text", "integer": "number", "money": "money",
          "date": "date", "instant": "text", "matter": "text", "organisation": "text"}  # fmt: skip


def fields(
    book: Lawbook,
    bound: Bound,
    rule: Act,
    filled: Filled,
    known: Choosable,
    *,
    on: date,
    uploads: tuple[Upload, ...] = (),
    without: str | None = None,
) -> tuple[Field, ...]:
    """The fields of the act but one that is asked for later, then day, time, late reason and papers."""
    found: list[Field] = []
    for asked in rule.fields:
        if asked.name == without:
            continue
        drawn = _drawn(book, bound, bound.fields[asked.name], asked.name, asked.optional, filled, known, on)
        if asked.name in rule.needs:
            needed = law_words.optional(bound, book, rule, asked.name)
            drawn = [replace(field, needed=needed) for field in drawn]
        found += drawn
    return (*found, *_common(rule, filled, on), _papers(rule, filled, uploads))


def _drawn(
    book: Lawbook,
    bound: Bound,
    declared: Declared,
    name: str,
    optional: bool,
    filled: Filled,
    known: Choosable,
    on: date,
) -> list[Field]:
    base = {
        "name": name,
        "label": declared.say(language()),
        "hint": declared.hinted(language()),
        "error": filled.errors.get(name, ""),
        "required": not optional,
        "value": filled.one(name),
    }
    if declared.type in ("person", "persons") and not known.persons:
        base["hint"] = _("本件还没有确认身份的人员，请先办理“%(act)s”。") % {
            "act": bound.acts["identify"].say(language())
        }
    special = _SPECIAL.get(declared.type)
    if special is not None:
        return [special(base, name, declared, filled, known, book, on)]
    if declared.type == "values":
        return _corrected(book, bound, name, filled, known, on)
    kind = _LINES[declared.type]
    if declared.type == "mentions":
        base["hint"] = base["hint"] or _("每行一人：姓名，单位，职务；不知道的可以不写")
    ready = OPINIONS if name == "opinion" else ()
    return [Field(**base, kind=kind, width="long" if kind == "text" else "", ready=ready)]  # type: ignore[arg-type]


def _code(base: dict[str, Any], name: str, declared: Declared, filled: Filled, known: Choosable, book: Lawbook,
          on: date) -> Field:  # fmt: skip
    chosen = filled.given.get(name, [])
    assert declared.codes is not None
    codes = book.taxonomy(declared.codes).on(on)
    choices = [Choice(code, item.say(language()), code in chosen, item.hinted(language()))
               for code, item in codes.items()]  # fmt: skip
    kind = "code" if declared.type == "code" else "codes"
    if kind == "code" and not base["required"]:
        choices.insert(len(choices) if len(choices) < RADIO_AT_MOST else 0, Choice("", _("不选"), not chosen))
    return Field(**base, kind=kind, choices=tuple(choices))  # type: ignore[arg-type]


def _flag(base: dict[str, Any], name: str, declared: Declared, filled: Filled, known: Choosable, book: Lawbook,
          on: date) -> Field:  # fmt: skip
    value = filled.one(name)
    choices = [Choice("1", _("是"), value == "1"), Choice("0", _("否"), value == "0")]
    if not base["required"]:
        choices.append(Choice("", _("不选"), not value))
    return Field(**base, kind="code", choices=tuple(choices))


def _pick(base: dict[str, Any], name: str, declared: Declared, filled: Filled, known: Choosable, book: Lawbook,
          on: date) -> Field:  # fmt: skip
    choices = known.of(declared.type)
    base["value"] = staff.words_of(base["value"], choices) if base["value"] else ""
    return Field(**base, kind=declared.type, choices=tuple(item.choice() for item in choices))  # type: ignore[arg-type]


def _picks(base: dict[str, Any], name: str, declared: Declared, filled: Filled, known: Choosable, book: Lawbook,
           on: date) -> Field:  # fmt: skip
    choices = known.of(declared.type)
    return Field(**base, kind=declared.type, chosen=_chips(filled.given.get(name, []), choices),  # type: ignore[arg-type]
                 choices=tuple(item.choice() for item in choices))  # fmt: skip


def _select(base: dict[str, Any], name: str, declared: Declared, filled: Filled, known: Choosable, book: Lawbook,
            on: date) -> Field:  # fmt: skip
    named = [item for item in known.of(declared.type) if not declared.of or item.small in declared.of]
    choices = tuple(Choice(item.id, item.words, item.id == base["value"]) for item in named)
    return Field(**base, kind="code", choices=choices, width="short")


def _meeting(base: dict[str, Any], name: str, declared: Declared, filled: Filled, known: Choosable, book: Lawbook,
             on: date) -> Field:  # fmt: skip
    people = tuple(item.choice() for item in known.officers)
    chair, errors = filled.one(f"{name}_chair"), filled.errors
    parts = (
        Field(name=f"{name}_on", label=_("研究日期"), kind="date", value=filled.one(f"{name}_on"), required=base["required"]),
        Field(name=f"{name}_chair", label=_("主持"), kind="officer", choices=people, required=base["required"],
              value=staff.words_of(chair, known.officers) if chair else "", error=errors.get(f"{name}_chair", "")),
        Field(name=f"{name}_present", label=_("参加"), kind="officers", choices=people, required=base["required"],
              chosen=_chips(filled.given.get(f"{name}_present", []), known.officers), error=errors.get(f"{name}_present", "")),
    )  # fmt: skip
    return Field(**{**base, "value": ""}, kind="meeting", parts=parts)


def _period(base: dict[str, Any], name: str, declared: Declared, filled: Filled, known: Choosable, book: Lawbook,
            on: date) -> Field:  # fmt: skip
    unit = filled.one(f"{name}_unit") or "m"
    units = (("m", _("个月")), ("wd", _("个工作日")), ("d", _("天")), ("y", _("年")))
    parts = (
        Field(name=name, label=_("数量"), kind="number", value=base["value"], required=base["required"], width="short"),
        Field(name=f"{name}_unit", label=_("单位"), kind="code", width="short", required=base["required"],
              choices=tuple(Choice(code, label, code == unit) for code, label in units)),
    )  # fmt: skip
    return Field(**{**base, "value": "", "name": f"{name}_group"}, kind="period", parts=parts)


def _corrected(
    book: Lawbook, bound: Bound, name: str, filled: Filled, known: Choosable, on: date
) -> list[Field]:
    """The fields of the entry to correct, empty: what is filled in takes the place of the old value."""
    act = next((item.small for item in known.entries if item.id == filled.one("entry")), "")
    if not act:
        return []
    rule = bound.acts[act]
    new = Field(
        name="new_on", label=_("办理日期更正为"), kind="date", required=False, value=filled.one("new_on")
    )
    found = [new]
    for asked in rule.fields:
        declared = bound.fields[asked.name]
        if not declared.is_sealed:
            found += _drawn(book, bound, declared, f"new_{asked.name}", True, filled, known, on)
    return found


Special = Callable[[dict[str, Any], str, Declared, Filled, Choosable, Lawbook, date], Field]
_SPECIAL: dict[str, Special] = {
    "code": _code, "codes": _code, "flag": _flag, "officer": _pick, "department": _pick, "unit": _pick, "person": _pick,
    "officers": _picks, "persons": _picks, "clock": _select, "entry": _select, "meeting": _meeting, "period": _period,
}  # fmt: skip


def _chips(ids: list[str], known: list[Known]) -> tuple[Chip, ...]:
    return tuple(Chip(staff.words_of(number, known), href=number) for number in ids)


def _common(rule: Act, filled: Filled, today: date) -> list[Field]:
    on = filled.one("on") or today.isoformat()
    found = [
        Field(
            name="on",
            label=_("办理日期"),
            kind="date",
            value=on,
            hint=_("如%(day)s") % {"day": today},
            error=filled.errors.get("on", ""),
        )
    ]
    if rule.instant:
        found.append(Field(name="at", label=_("时间"), hint=_("如09:30"), value=filled.one("at"), width="short",
                           error=filled.errors.get("at", "")))  # fmt: skip
    found.append(Field(name="late_reason", label=_("补录理由"), required=False, value=filled.one("late_reason"), width="long",
                       hint=_("办理日期早于今天一日以上的，须写明"), error=filled.errors.get("late_reason", "")))  # fmt: skip
    return found


def _papers(rule: Act, filled: Filled, uploads: tuple[Upload, ...]) -> Field:
    hint = _("单个不超过%(size)s兆；可用%(endings)s") % {
        "size": LIMIT // 1024**2,
        "endings": phrases.listed(ending.lstrip(".") for ending in TYPES),
    }
    return Field(name="documents", label=_("附件"), kind="document", required=rule.attach and not uploads, hint=hint,
                 uploads=uploads, error=filled.errors.get("documents", ""))  # fmt: skip


def upload(staged: Staged) -> Upload:
    return Upload(key=str(staged.id), name=staged.name, size=phrases.file_size(staged.size))
