"""What must hold across the lawbook: every name known, every step with a clock, no two rules at once."""

from collections.abc import Iterator, Sequence

from mingjian.law import checks_clocks, checks_duties
from mingjian.law.approval import Approval, may_both_apply
from mingjian.law.condition import When, values
from mingjian.law.condition import branch as branch_key
from mingjian.law.entry import Cite, Entry, in_force
from mingjian.law.lawbook import ANY, Lawbook, Placed
from mingjian.law.predicate import PREDICATES
from mingjian.law.procedure import EACH, Act, ByField, Field, Procedure
from mingjian.law.reading import Problem


def check(book: Lawbook) -> list[Problem]:
    """Every mistake that can be seen without a matter, each with file, line and remedy."""
    problems = list(_citations(book))
    problems += _versions(book, "clocks")
    problems += _versions(book, "approvals")
    for placed in book.sections["eligibility"].values():
        problems += _eligible(book, placed)
    for placed in book.sections["approvals"].values():
        problems += _approval(book, placed)
    for placed in book.sections["powers"].values():
        problems += _known(
            book, placed, "powers", [placed.entry.recorded_by, placed.entry.confirmed_by], "recorded_by"
        )
    for placed in book.sections["separations"].values():
        problems += _duties(book, placed)
    for placed in book.sections["clocks"].values():
        approvals = [version.extension.approval for version in placed.entry.versions if version.extension]
        problems += _known(book, placed, "approvals", approvals, "versions")
        problems += checks_clocks.taking_over(placed)
    for placed in book.sections["procedures"].values():
        problems += _procedure(book, placed)
    for placed in book.sections["editions"].values():
        problems += _edition(book, placed)
    problems += checks_duties.check(book)
    return problems


def _known(
    book: Lawbook, placed: Placed, section: str, names: Sequence[str | None], *where: str | int
) -> Iterator[Problem]:
    for name in names:
        if name is not None and name not in book.sections[section]:
            yield placed.problem(f"不认识“{name}”（{section}）", "请核对拼写，或先在该目录中规定", *where)


def _edition(book: Lawbook, placed: Placed) -> Iterator[Problem]:
    """Every number of an official text is an indicator; one that is not counted yet is declared in `needs`."""
    counted = book.entries("indicators")
    known = {
        f"{name}.{part}"
        for name, entry in counted.items()
        for item in entry.versions
        for part in item.breakdowns
    }
    for name in placed.entry.unknown(known | counted.keys()):
        yield placed.problem(
            f"没有名为“{name}”的指标", "请核对拼写；尚未统计的写入 needs，并使该句可略去", "sections"
        )


def _citations(book: Lawbook) -> Iterator[Problem]:
    """Every instrument cited is known, and was in force on the day from which the entry holds."""
    for section in (
        "clocks", "approvals", "eligibility", "separations", "powers", "procedures", "taxonomies", "calendars",
    ):  # fmt: skip
        for placed in book.sections[section].values():
            for where, cite, since in _cites(placed.entry, (), None):
                if cite.instrument is not None and cite.instrument not in book.sections["instruments"]:
                    yield placed.problem(
                        f"不认识文件“{cite.instrument}”", "请先在 instruments 中登记该文件", *where
                    )
                elif cite.instrument is not None and since is not None:
                    instrument = book.find("instruments", cite.instrument)
                    if since < instrument.in_force:
                        what = f"《{instrument.short}》自{instrument.in_force}起施行，不能作为{since}的依据"
                        yield placed.problem(what, "请改依据或改 in_force", *where)


def _cites(entry: object, where: tuple[str | int, ...], since: object) -> Iterator[tuple]:  # type: ignore[type-arg]
    if isinstance(entry, Cite):
        yield where, entry, since
    elif isinstance(entry, Entry):
        since = getattr(entry, "since", None) or getattr(entry, "in_force", None) or since
        for name in type(entry).model_fields:
            yield from _cites(getattr(entry, name), (*where, "from" if name == "from_" else name), since)
    elif isinstance(entry, dict):
        for name, item in entry.items():
            yield from _cites(item, (*where, name), since)
    elif isinstance(entry, tuple):
        for index, item in enumerate(entry):
            yield from _cites(item, (*where, index), since)


def _versions(book: Lawbook, section: str) -> Iterator[Problem]:
    for placed in book.sections[section].values():
        before = None
        for index, version in enumerate(placed.entry.versions):
            if before is not None and version.in_force <= before.in_force:
                what = f"自{version.in_force}起的规定与自{before.in_force}起的规定重叠"
                yield placed.problem(what, "各版本须按日期先后排列，且不得同日", "versions", index)
            if before is not None and before.ends is not None and before.ends >= version.in_force:
                what = f"前一版本到{before.ends}才终止，与自{version.in_force}起的规定重叠"
                yield placed.problem(what, "请改 ends 或 in_force", "versions", index)
            before = version


def _approval(book: Lawbook, placed: Placed) -> Iterator[Problem]:
    entry: Approval = placed.entry
    for index, version in enumerate(entry.versions):
        where = ("versions", index)
        yield from _known(book, placed, "powers", list(version.chain), *where, "chain")
        for number, exception in enumerate(version.exceptions):
            yield from _known(
                book, placed, "powers", list(exception.chain), *where, "exceptions", number, "chain"
            )
            for other in version.exceptions[:number]:
                if may_both_apply(exception, other):
                    what = "两条例外可能同时适用"
                    yield placed.problem(what, "请使各例外的条件互斥", *where, "exceptions", number)


def _eligible(book: Lawbook, placed: Placed) -> Iterator[Problem]:
    for index, version in enumerate(placed.entry.versions):
        here = ("versions", index)
        yield from _known(book, placed, "powers", list(version.powers), *here, "powers")
        for number, exception in enumerate(version.exceptions):
            yield from _known(book, placed, "powers", list(exception.powers), *here, "exceptions", number)


def _named(
    book: Lawbook, placed: Placed, fields: dict[str, Field], act: Act, *here: str | int
) -> Iterator[Problem]:
    """Who must be eligible is asked for by the act; whose own officers are kept out is a unit or a department."""
    asked = {item.name for item in act.fields}
    for name, entry in act.holders.items():
        yield from _known(book, placed, "eligibility", [entry], *here, "holders")
        if name not in asked or name not in fields or fields[name].type not in ("officer", "officers"):
            yield placed.problem(f"“{name}”不是本行为填写的人员", "请改为人员字段", *here, "holders")
    for name in act.not_of:
        if name not in fields or fields[name].type not in ("unit", "department"):
            yield placed.problem(f"“{name}”不是单位或者部门字段", "请核对拼写", *here, "not_of")


def _duties(book: Lawbook, placed: Placed) -> Iterator[Problem]:
    codes = book.taxonomy("duty").codes
    for name in ("duty", "excludes"):
        value = getattr(placed.entry, name)
        if value not in codes:
            yield placed.problem(f"不认识职责“{value}”", "请核对 taxonomies/duty", name)


def _procedure(book: Lawbook, placed: Placed) -> Iterator[Problem]:
    procedure: Procedure = placed.entry
    if procedure.kind != ANY:
        yield from _steps(book, placed, procedure)
        yield from _moves(book, placed, procedure)
        yield from _excluded(book, placed, procedure)
    own = set(procedure.fields)
    common = in_force(book.versions(ANY), procedure.in_force) if procedure.kind != ANY else None
    fields = own | (set(common.fields) if common else set())
    for name, field in procedure.fields.items():
        if field.codes is not None and field.codes not in book.sections["taxonomies"]:
            yield placed.problem(
                f"不认识代码表“{field.codes}”", "请先在 taxonomies 中规定", "fields", name, "codes"
            )
        if (field.type in ("code", "codes")) != (field.codes is not None):
            yield placed.problem("代码字段须且只有代码字段须写明 codes", "请改 type 或 codes", "fields", name)
        for unknown in set(field.of) - set(procedure.acts):
            yield placed.problem(f"没有名为“{unknown}”的行为", "请核对拼写", "fields", name, "of")
    for name in set(procedure.shows) - own:
        yield placed.problem(f"没有名为“{name}”的字段", "请核对拼写", "shows")
    for name, act in procedure.acts.items():
        yield from _act(book, placed, procedure, name, act, fields)


def _steps(book: Lawbook, placed: Placed, procedure: Procedure) -> Iterator[Problem]:
    reached = {step for act in procedure.acts.values() for step in act.targets()}
    waiting = {act.proposed.to for act in procedure.acts.values() if act.proposed}  # left by the approval
    for name, step in procedure.steps.items():
        if not step.end and step.clock is None:
            what = f"环节“{name}”不是终点，却没有时限"
            yield placed.problem(what, "请写明 clock；法规没有规定的，用本机关内部时限提醒", "steps", name)
        yield from _known(book, placed, "clocks", [step.clock], "steps", name, "clock")
        if step.told is not None and step.told not in book.taxonomy("reporter_progress").codes:
            what = f"向举报人告知的进展“{step.told}”不在代码表中"
            yield placed.problem(what, "请核对 taxonomies/reporter_progress", "steps", name, "told")
        for due in step.due:
            if name not in getattr(procedure.acts.get(due), "from_", ()):
                what = f"环节“{name}”的下一步“{due}”不能从这里办理"
                yield placed.problem(what, "请改为可以从这一环节办理的行为", "steps", name, "due")
        if name not in reached:
            yield placed.problem(
                f"没有办理行为通向环节“{name}”", "请删去该环节，或补上通向它的行为", "steps", name
            )
        leaves = any(name in act.from_ or "any" in act.from_ for act in procedure.acts.values() if act.moves)
        if not step.end and not leaves and name not in waiting:
            yield placed.problem(f"环节“{name}”没有出路", "请补上离开它的办理行为", "steps", name)
    if not any(act.opening for act in procedure.acts.values()):
        yield placed.problem("没有登记用的办理行为（from: new）", "请补上", "acts")


def _excluded(book: Lawbook, placed: Placed, procedure: Procedure) -> Iterator[Problem]:
    for name, rule in procedure.excluded_departments.items():
        here = ("excluded_departments", name)
        if rule.role not in book.taxonomy("department_role").codes:
            what = f"不认识部门职能“{rule.role}”"
            yield placed.problem(what, "请核对 taxonomies/department_role", *here, "role")
        for level in set(rule.levels) - set(book.taxonomy("level").codes):
            yield placed.problem(f"不认识单位层级“{level}”", "请核对 taxonomies/level", *here, "levels")


def _moves(book: Lawbook, placed: Placed, procedure: Procedure) -> Iterator[Problem]:
    if procedure.open_matters is None:
        return
    earlier = [item for item in book.versions(procedure.kind) if item.in_force < procedure.in_force]
    if not earlier:
        yield placed.problem("没有更早的版本可以转入", "请删去 open_matters", "open_matters")
        return
    move = procedure.open_matters.move
    open_steps = {name for item in _left(earlier) for name, step in item.steps.items() if not step.end}
    for name in sorted(open_steps - move.keys()):
        yield placed.problem(
            f"旧版环节“{name}”没有写明转到哪里", "每个旧环节都须写明", "open_matters", "move"
        )
    for name, target in move.items():
        if target not in procedure.steps:
            yield placed.problem(f"本版没有环节“{target}”", "请核对拼写", "open_matters", "move", name)


def _left(earlier: Sequence[Procedure]) -> Iterator[Procedure]:
    """Earlier versions that open matters may still be under: those since the last into which they all moved."""
    for item in reversed(earlier):
        yield item
        if item.open_matters is not None:
            return


def _act(
    book: Lawbook, placed: Placed, procedure: Procedure, name: str, act: Act, fields: set[str]
) -> Iterator[Problem]:
    here = ("acts", name)
    known = set(procedure.steps) | {"new", "any", "ended"}
    for step in sorted((set(act.from_) | act.targets()) - known):
        yield placed.problem(f"不认识环节“{step}”", "请核对拼写，或先在 steps 中规定", *here)
    for asked in act.fields:
        if asked.name not in fields:
            yield placed.problem(f"不认识字段“{asked.name}”", "请先在 fields 中规定", *here, "fields")
    yield from _condition(book, placed, procedure.fields, act.when, *here, "when")
    yield from _needs(book, placed, procedure.fields, act, *here, "needs")
    yield from _must(book, placed, procedure, fields, act, *here, "must")
    yield from _at_most(placed, procedure.fields, act, *here, "at_most")
    yield from _severe(book, placed, procedure.fields, act, *here, "severe")
    yield from _named(book, placed, procedure.fields, act, *here)
    yield from _known(book, placed, "powers", list(act.by), *here, "by")
    yield from _known(book, placed, "approvals", [act.approval], *here, "approval")
    yield from _known(book, placed, "papers", act.papers, *here, "papers")
    clocks = [*act.starts, *act.stops, *act.pauses, *act.resumes, *act.at_end_of, *act.not_while]
    if act.proposed is not None:
        clocks += [*act.proposed.starts, *act.proposed.stops]
        if act.approval is None:
            yield placed.problem("写了 proposed，却没有 approval", "请补上 approval，或删去 proposed", *here)
    yield from _known(book, placed, "clocks", clocks, *here)
    yield from checks_clocks.lapse(book, placed, procedure, name, act)
    yield from checks_clocks.escalation(book, placed, name, act)
    yield from _known(book, placed, "powers", list(act.escalates), *here, "escalates")
    yield from _codes(book, placed, act, here)
    if isinstance(act.to, ByField):
        yield from _branches(book, placed, procedure, here, act.to)
    if act.opens is not None:
        yield from _opened(book, placed, here, act)
    yield from _ties(book, placed, procedure, here, act)


def _ties(
    book: Lawbook, placed: Placed, procedure: Procedure, here: tuple[str, str], act: Act
) -> Iterator[Problem]:
    """A tie is made by a field that the act asks for and that names a matter."""
    asked = {item.name for item in act.fields}
    for name, link in act.ties.items():
        field = procedure.fields.get(name)
        if name not in asked or field is None or field.type != "matter":
            yield placed.problem(
                f"“{name}”不是本行为填写的事项字段", "请改为 type: matter 的字段", *here, "ties"
            )
        if link not in book.taxonomy("link").codes:
            yield placed.problem(f"不认识关系“{link}”", "请核对 taxonomies/link", *here, "ties")


def _codes(book: Lawbook, placed: Placed, act: Act, here: tuple[str, str]) -> Iterator[Problem]:
    """Duties and functions of departments are codes of their lists."""
    roles = (act.goes_to, act.opens.role if act.opens and act.opens.role != EACH else None)
    named = [("duty", act.duty), *(("department_role", role) for role in roles)]
    for taxonomy, code in named:
        if code is not None and code not in book.taxonomy(taxonomy).codes:
            yield placed.problem(f"代码表“{taxonomy}”没有“{code}”", "请核对拼写", *here)


def _branches(
    book: Lawbook, placed: Placed, procedure: Procedure, here: tuple[str, str], branch: ByField
) -> Iterator[Problem]:
    field = procedure.fields.get(branch.by)
    codes = _values(book, field)
    if field is None or not codes:
        yield placed.problem(
            f"“{branch.by}”不是代码或是否字段，不能据以分流", "请改为代码或是否字段", *here, "to"
        )
        return
    for code in sorted(branch.steps.keys() - codes):
        yield placed.problem(f"“{branch.by}”没有“{code}”这一值", "请核对拼写", *here, "to")
    for code in sorted(codes - branch.steps.keys()):
        yield placed.problem(f"没有写明“{code}”走到哪个环节", "代码表中的每个代码都须写明", *here, "to")


def _values(book: Lawbook, field: Field | None) -> set[str]:
    """The values of a code or flag field as branches write them; none for other fields."""
    if field is not None and field.type == "flag":
        return {"true", "false"}
    known = field is not None and field.type == "code" and field.codes in book.sections["taxonomies"]
    return set(book.taxonomy(str(field.codes)).codes) if field and known else set()


def _condition(
    book: Lawbook, placed: Placed, fields: dict[str, Field], when: When, *here: str | int
) -> Iterator[Problem]:
    for name, wanted in when.items():
        known = _values(book, fields.get(name))
        for value in values(wanted):
            if branch_key(value) not in known:
                what = f"条件中的“{name}”不是代码或是否字段，或没有“{value}”这一值"
                yield placed.problem(what, "请核对拼写", *here, name)


def _needs(
    book: Lawbook, placed: Placed, fields: dict[str, Field], act: Act, *here: str | int
) -> Iterator[Problem]:
    """A field demanded under a condition is one that the act asks for, and that is optional in itself."""
    asked = {item.name: item.optional for item in act.fields}
    for name, when in act.needs.items():
        if name not in asked:
            yield placed.problem(
                f"本行为不填“{name}”，不能按条件要求", "请在 fields 中写入该字段并加问号", *here, name
            )
        elif not asked[name]:
            yield placed.problem(
                f"“{name}”本来就必须填写", "请在 fields 中给该字段加问号，或删去 needs", *here, name
            )
        if not when:
            yield placed.problem(
                f"没有写明什么条件下须填写“{name}”", "请写明条件，或在 fields 中去掉问号", *here, name
            )
        yield from _condition(book, placed, fields, when, *here, name)


def _must(
    book: Lawbook, placed: Placed, procedure: Procedure, fields: set[str], act: Act, *here: str | int
) -> Iterator[Problem]:
    """A rule of the program is known by name, and finds the facts that it looks at."""
    facts = fields.union(*(other.sets for other in procedure.acts.values()))
    for index, name in enumerate(act.must):
        rule = PREDICATES.get(name)
        if rule is None:
            yield placed.problem(
                f"没有名为“{name}”的规则", "请核对拼写，规则在 law/predicate.py 中", *here, index
            )
            continue
        for fact in rule.looks_at:
            if fact not in facts:
                what = f"规则“{name}”要看“{fact}”，本规程没有"
                yield placed.problem(what, "请先规定这一字段，或删去这一规则", *here, index)
        for field in rule.by_gravity:
            codes = procedure.fields[field].codes if field in procedure.fields else None
            if codes in book.sections["taxonomies"] and not book.taxonomy(str(codes)).by_gravity:
                what = f"规则“{name}”要比较“{field}”的轻重，代码表“{codes}”没有排定轻重"
                yield placed.problem(what, "请在该代码表中由轻到重排列，写明 by_gravity: true", *here, index)


def _at_most(placed: Placed, fields: dict[str, Field], act: Act, *here: str | int) -> Iterator[Problem]:
    """A part and its whole are numbers of the procedure, and the act asks for the part."""
    asked = {item.name for item in act.fields}
    for part, whole in act.at_most.items():
        if part not in asked:
            yield placed.problem(f"本行为不填“{part}”，不能比较", "请在 fields 中写入该字段", *here, part)
        for name in (part, whole):
            if name not in fields or fields[name].type != "integer":
                yield placed.problem(f"“{name}”不是本规程的整数字段，不能比较", "请核对拼写", *here, part)


def _severe(
    book: Lawbook, placed: Placed, fields: dict[str, Field], act: Act, *here: str | int
) -> Iterator[Problem]:
    """What cannot be undone is not done without a reason in words."""
    if isinstance(act.severe, dict):
        yield from _condition(book, placed, fields, act.severe, *here)
    shared = {name: field for version in book.versions(ANY) for name, field in version.fields.items()}
    known = {**shared, **fields}
    if act.severe and act.reason(known) is None:
        yield placed.problem(
            "不能撤回的行为没有要求写明理由", "请在 fields 中写入必填的文字，如 reason", *here
        )


def _opened(book: Lawbook, placed: Placed, here: tuple[str, str], act: Act) -> Iterator[Problem]:
    assert act.opens is not None
    versions = book.versions(act.opens.kind)
    if not versions:
        yield placed.problem(f"没有“{act.opens.kind}”这种事项", "请核对 opens.kind", *here, "opens")
    elif not any(act.opens.act in version.acts for version in versions):
        yield placed.problem(
            f"“{act.opens.kind}”没有“{act.opens.act}”这一行为", "请核对 opens.act", *here, "opens"
        )
    if act.opens.link not in book.taxonomy("link").codes:
        yield placed.problem(f"不认识关系“{act.opens.link}”", "请核对 taxonomies/link", *here, "opens")
