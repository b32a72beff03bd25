"""What must hold in `lawbook/facts`: every table, column, act, field and code that a row of facts names exists."""

from collections.abc import Iterator

from mingjian.law.facts import ALWAYS, FactRow, Linked, Said
from mingjian.law.lawbook import Bound, Lawbook
from mingjian.parties.roles import CODES
from mingjian.statistics.facts import TABLES, Column, Table


def check_facts(book: Lawbook) -> list[str]:
    """A sentence for every mistake: of which kind, which row, what is wrong."""
    found = []
    for kind, entry in book.entries("facts").items():
        bounds = [book.bound(kind, version.in_force) for version in book.versions(kind)]
        if not bounds:
            found.append(f"facts“{kind}”：没有这种事项；文件名须是事项种类")
            continue
        whole = [rule.table for rule in entry.rows if rule.when]
        for number, rule in enumerate(entry.rows, start=1):
            mistakes = [*_mistakes(rule, bounds, book)]
            if rule.when and whole.count(rule.table) > 1:
                mistakes.append(f"“{rule.table}”有几行都用when，编号会重复；请改用each")
            found += [f"facts“{kind}”第{number}行：{mistake}" for mistake in mistakes]
    return found


def _mistakes(rule: FactRow, bounds: list[Bound], book: Lawbook) -> Iterator[str]:
    table = TABLES.get(rule.table)
    if table is None:
        yield f"没有名为“{rule.table}”的事实表"
        return
    acts = {name for bound in bounds for name in bound.acts}
    said = [source for source in rule.values.values() if isinstance(source, Said)]
    asked = (*rule.each, *(act for source in said for act in source.by))
    yield from (f"没有办理行为“{act}”" for act in asked if act not in acts)
    names = [*rule.where, *([rule.when] if rule.when else []), *([rule.for_each] if rule.for_each else [])]
    names += [source for source in rule.values.values() if isinstance(source, str)]
    names += [source.says for source in said if source.says]
    yield from (f"没有字段“{name}”" for name in names if name not in _fields(bounds))
    for source in rule.values.values():
        if isinstance(source, Linked) and source.kind not in book.kinds():
            yield f"没有事项种类“{source.kind}”"
    for name in (*rule.values, *rule.fixed):
        column = table.column(name)
        if column is None or name in ("id", "unit"):
            yield f"事实表“{table.name}”没有可填的“{name}”一列"
        else:
            yield from _codes(rule, table, column, bounds[0].kind, book)


def _fields(bounds: list[Bound]) -> set[str]:
    named = {name for bound in bounds for name in bound.fields}
    set_by_acts = {name for bound in bounds for act in bound.acts.values() for name in act.sets}
    return named | set_by_acts | ALWAYS | set(CODES)


def _codes(rule: FactRow, table: Table, column: Column, kind: str, book: Lawbook) -> Iterator[str]:
    """Every code of the list behind a column with codes, or the one fixed, is a code of facts."""
    if not column.codes:
        return
    if column.name in rule.fixed:
        said = [str(rule.fixed[column.name])]
    else:
        source = rule.values[column.name]
        name = book.code_lists(kind).get(source) if isinstance(source, str) else None
        codes = book.taxonomy(name) if name else None
        said = [codes.fact(code) for code in codes.codes] if codes else []
    yield from (
        f"“{table.name}”的“{column.name}”没有“{code}”这一类；请在代码表中写明fact"
        for code in said
        if code not in column.codes
    )
