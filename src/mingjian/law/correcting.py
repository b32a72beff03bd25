"""Corrections and annulments: new values for an earlier act, judged by the position that then results."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from mingjian.law import choosing, needing, predicate
from mingjian.law.position import Done, Position, opening_version, project
from mingjian.law.procedure import Act
from mingjian.law.refusal import Kind, Refusal, Refused
from mingjian.law.values import Unreadable, canonical, read_date


def reasons_against(
    position: Position, effect: str, values: Mapping[str, Any], history: Sequence[Done]
) -> list[Refusal]:
    """Why the entry may not be corrected, or annulled."""
    entry = values["entry"]
    if not any(done.seq == entry for done in history):
        return [Refusal("no_entry", {"entry": entry}, "entry")]
    if effect == "annul":
        last = last_move(position)
        return [] if entry == last else [Refusal("not_last_move", {"last": last or "—"}, "entry")]
    return []


def last_move(position: Position) -> int | None:
    """The entry that may be annulled; the opening itself stands for ever."""
    return position.moves[-1] if len(position.moves) > 1 else None


def read_values(position: Position, details: Mapping[str, Any], history: Sequence[Done]) -> dict[str, Any]:
    """The corrected values in canonical form. Raises Refused: no such field, or a later act made unlawful."""
    corrected = next(done for done in history if done.seq == details["entry"])
    rule = position.bound.acts[corrected.act]
    values = {
        name: _read(position, rule, corrected, name, value) for name, value in details["values"].items()
    }
    before = position.corrected.get(corrected.seq, {})
    _refuse_unlawful(
        position, {**position.corrected, corrected.seq: {**before, **values}}, corrected.seq, history
    )
    return values


def _read(position: Position, rule: Any, corrected: Done, name: str, value: Any) -> Any:
    if name == "on":
        return read_date(value).isoformat()
    field = position.bound.fields.get(name)
    # the values of a correction were read as those of the act that it corrects: a wrong one is corrected there again
    readable = field is not None and not field.is_sealed and field.type != "values"
    if field is None or not readable or name not in {item.name for item in rule.fields}:
        raise Refused(
            [Refusal("not_correctable", {"entry": corrected.seq, "act": rule, "field": field or name}, name)]
        )
    try:
        found = canonical(field, value)
    except Unreadable as error:
        particulars = {"field": field, "value": value, "expected": Kind(str(error))}
        raise Refused([Refusal("bad_value", particulars, name)]) from error
    if reasons := choosing.reasons_against(position.book, name, field, found, corrected.on):
        raise Refused(reasons)
    return found


def _refuse_unlawful(
    position: Position, corrected: Mapping[int, Mapping[str, Any]], entry: int, history: Sequence[Done]
) -> None:
    trial = Position(opening_version(position, history), position.book)
    for done in history:
        values = dict(corrected.get(done.seq, {}))
        on = date.fromisoformat(values.pop("on")) if "on" in values else done.on
        again = done._replace(on=on, details={**done.details, **values})
        rule = trial.bound.acts[again.act]
        too_early = rule.moves and trial.moved_on is not None and on < trial.moved_on
        if too_early or not trial.permits(rule):
            raise Refused([Refusal("later_unlawful", {"entry": done.seq, "act": rule}, "values")])
        if done.seq == entry:
            _refuse_wrong(trial, rule, again.details)
        project(trial, again)


def _refuse_wrong(trial: Position, rule: Act, details: Mapping[str, Any]) -> None:
    """What the corrected entry needs and must observe now; its words stay as they were said and are not asked again."""
    reasons = needing.wanting(trial.bound, trial.book, rule, details, trial.facts)
    reasons = [reason for reason in reasons if not trial.bound.fields[str(reason.field)].is_sealed]
    reasons += predicate.reasons_against(trial, rule, details)
    if reasons:
        raise Refused(reasons)
