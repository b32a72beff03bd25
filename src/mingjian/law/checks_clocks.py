"""What must hold where the platform acts on limits by itself: only on limits that were read, only acts that ask nothing."""

from collections.abc import Iterator, Sequence

from mingjian.law.clock import ByFact, Clock, ClockVersion
from mingjian.law.lawbook import Lawbook, Placed
from mingjian.law.period import Period
from mingjian.law.procedure import Act, Procedure
from mingjian.law.reading import Problem


def lapse(book: Lawbook, placed: Placed, procedure: Procedure, name: str, act: Act) -> Iterator[Problem]:
    """An act at the end of limits: the platform may do it alone, and every limit was read in some source."""
    here = ("acts", name)
    if not act.at_end_of:
        if act.not_while:
            yield placed.problem(
                "写了 not_while，却没有 at_end_of", "请补上 at_end_of，或删去 not_while", *here
            )
        return
    if "platform" not in act.by:
        what = "写了 at_end_of（期满由平台记录），办理人却没有平台"
        yield placed.problem(what, "请在 by 中加上 platform，或删去 at_end_of", *here, "by")
    asks = any(not item.optional for item in act.fields) or act.approval is not None
    if asks or act.attach or act.instant or act.officers > 1 or act.opening:
        what = "平台在期满时记录的行为，不能要求填写、审批、材料、时刻或者多人，也不能用来登记"
        yield placed.problem(what, "请删去这些要求，或删去 at_end_of", *here)
    for clock in act.at_end_of:
        if clock in book.sections["clocks"] and any(map(_unread, _binding(book, clock, procedure))):
            what = f"时限“{clock}”未经核对原文，只能提醒，平台不能据以办理"
            yield placed.problem(what, "请核对原文后改 checked，或写入 not_while", *here, "at_end_of")


def escalation(book: Lawbook, placed: Placed, name: str, act: Act) -> Iterator[Problem]:
    """Limits that nobody kept are reported by the platform alone, to codes of the list, each higher one later."""
    here = ("acts", name)
    if bool(act.escalates) != (act.effect == "escalate") or (act.escalates and act.by != ("platform",)):
        what = "escalates（超期上报）只能写在由平台办理、effect为escalate的行为中"
        yield placed.problem(what, "请改 by 和 effect，或删去 escalates", *here)
    for power in act.escalates:
        if power not in book.taxonomy("escalation").codes:
            what = f"代码表“escalation”没有“{power}”"
            yield placed.problem(what, "请先在代码表中规定", *here, "escalates")
    days = [_MANY.get(after.unit, 1) * after.amount for after in act.escalates.values()]
    if days != sorted(set(days)):
        what = "超期上报须自下而上，越往上报得越晚"
        yield placed.problem(what, "请按先后排列，期限由短到长", *here, "escalates")


_MANY = {"wd": 1.4, "m": 30, "y": 365}  # about as many days, to tell which is longer


def _unread(version: ClockVersion) -> bool:
    return version.is_reference


def _binding(book: Lawbook, name: str, procedure: Procedure) -> Sequence[ClockVersion]:
    """The versions of a limit that may run on matters of the procedure; where open ones move into it, also older ones."""
    versions: tuple[ClockVersion, ...] = book.find("clocks", name).versions
    if procedure.open_matters is not None:
        return versions
    begun = [number for number, item in enumerate(versions) if item.in_force <= procedure.in_force]
    return versions[begun[-1] if begun else 0 :]


def taking_over(placed: Placed) -> Iterator[Problem]:
    """A version that running clocks get: there is an earlier one, and both count from a day, or both from an instant."""
    clock: Clock = placed.entry
    for number, version in enumerate(clock.versions):
        if version.running != "recompute":
            continue
        here, earlier = ("versions", number, "running"), clock.versions[:number]
        if not earlier:
            yield placed.problem("这是最早的规定，没有正在按旧规定计时的", "请删去 running: recompute", *here)
        if any(_in_hours(item) != _in_hours(version) for item in earlier):
            what = "旧规定与新规定一个按小时、一个不按小时，正在计时的不能改按新规定推算"
            yield placed.problem(what, "请删去 running: recompute", *here)


def _in_hours(version: ClockVersion) -> bool:
    lengths = version.length.lengths.values() if isinstance(version.length, ByFact) else [version.length]
    return any(isinstance(length, Period) and length.unit == "h" for length in lengths)
