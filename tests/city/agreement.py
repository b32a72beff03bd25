"""What the papers of one period and unit print, read from the papers themselves, beside the figures and their records."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from html import unescape
from typing import Any
from urllib.parse import parse_qs

from django.test import Client

from mingjian.report.issuing import Issue, issue
from mingjian.statistics.asking import Answer, ask
from mingjian.statistics.period import parse
from mingjian.statistics.plan import plan

Printed = dict[tuple[str, str, str], set[str]]
_LINK = re.compile(r'<a[^>]* href="/figures/([^/"]+)/(?:records/)?\?([^"]+)"[^>]*>(.*?)</a>', re.S)


def printed(period: str, unit: int, editions: tuple[str, ...]) -> dict[str, Printed]:
    """The numbers that each paper prints, by figure, period and unit, as it prints them."""
    return {name: _of_text(issue(name, period=period, scope=str(unit)), period, unit) for name in editions}


def _of_text(made: Issue, period: str, unit: int) -> Printed:
    found: Printed = {}
    for _, run in made.text.printed():
        if run.format in ("value", "bare", "so_far"):
            found.setdefault((run.figure or "", _code(run.period or period), str(unit)), set()).add(
                run.number
            )
    for cell in made.text.cells():
        assert cell.figure is not None
        key = (cell.figure.id, _code(cell.period or period), cell.scope or str(unit))
        found.setdefault(key, set()).add(cell.words)
    return found


def on_page(client: Client, address: str) -> Printed:
    """The numbers of a page that open to their records, each under what its address asks for."""
    page = re.sub(
        r"<svg.*?</svg>", "", client.get(address).content.decode(), flags=re.S
    )  # each has its table beside it
    found: Printed = {}
    for figure, query, words in _LINK.findall(page):
        asked = parse_qs(unescape(query))
        said = re.sub(r"<[^>]+>", "", words).strip()
        number = re.match(r"[0-9][0-9,]*(?:\.[0-9]+)?", said)
        if number:
            found.setdefault((figure, _code(asked["period"][0]), asked["scope"][0]), set()).add(
                number[0].replace(",", "")
            )
    return found


def differing(papers: Mapping[str, Printed]) -> list[str]:
    """Numbers that a paper prints otherwise than the figure is; every printed number is compared, none is sampled."""
    wrong = []
    asked: dict[tuple[str, str], set[str]] = {}
    for figure, period, unit in (key for paper in papers.values() for key in paper):
        asked.setdefault((period, unit), set()).add(figure)
    values = {key: ask(sorted(ids), period=key[0], scope=key[1]).figures for key, ids in asked.items()}
    for name, paper in papers.items():
        for (figure, period, unit), said in paper.items():
            value = values[period, unit][figure].value
            if {_number(words) for words in said} != {None if value is None else Decimal(value)}:
                wrong.append(f"{name}: {figure} {period} {unit}: {said} ≠ {value}")
    return wrong


def _number(words: str) -> Decimal | None:
    """A number as printed, in 万 too; a dash, or words beside nothing counted, are none."""
    plain = words.removesuffix("%").removesuffix("万")
    times = 10_000 if words.endswith("万") else 1
    return Decimal(plain) * times if re.fullmatch(r"[0-9.]+", plain) else None


def shared(papers: Mapping[str, Printed]) -> set[str]:
    """The figures that at least two papers print for the same period and unit."""
    keys = [key for paper in papers.values() for key in paper]
    return {key[0] for key in keys if keys.count(key) > 1}


def unopened(answer: Answer) -> list[str]:
    """Figures that do not open to the records they count: as many rows, or rows whose column adds up to the figure."""
    planned = plan(answer.indicators, answer.period.end)
    counts = {
        name: item
        for item in planned.counts.values()
        for name in (item.id, *(code.id for code in item.codes))
    }
    return [
        f"{name}: {figure.value} ≠ {behind}"
        for name, figure in answer.again(None, records=True).items()
        if name in counts and (behind := _counted(answer, counts[name], figure.records)) != figure.value
    ]


def _counted(answer: Answer, count: Any, records: tuple[str, ...]) -> int:
    if not count.rule.sums:
        return len(records)
    table = answer.facts.table(count.table)
    rows = (
        answer.facts.rows(table.filter(table.id.isin(records)).select("id", n=table[count.rule.sums]))
        if records
        else []
    )
    return sum(row["n"] for row in rows)


def every_span(year: int) -> Iterator[str]:
    """The cumulative periods of a year."""
    yield from (f"{year}Q1", f"{year}H1", f"{year}Q3", str(year))


def _code(period: str) -> str:
    """One code for one span, however a paper writes it: 2023-01..2023-12 is 2023."""
    return parse(period).code
