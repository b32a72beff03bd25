"""Reading lawbook files: YAML with the line of every value, refusing duplicate keys, checked against a type."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

Where = tuple[str | int, ...]
T = TypeVar("T")

_REMEDIES = {
    "missing": ("缺少“{name}”", "请补上这一项"),
    "extra_forbidden": ("不认识“{name}”", "请核对拼写，或删去这一项"),
    "date_from_datetime_parsing": ("“{name}”的日期“{value}”不对", "请写成2024-01-01的形式"),
    "date_type": ("“{name}”的日期“{value}”不对", "请写成2024-01-01的形式"),
    "literal_error": ("“{name}”不能是“{value}”", "只能是{expected}之一"),
}


@dataclass(frozen=True)
class Problem:
    """One mistake in the lawbook: where it stands, what is wrong, what to do now."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file} 第{self.line}行：{self.what}；{self.remedy}。"


class LawbookError(Exception):
    """The lawbook cannot be used; `problems` lists every mistake found, each with file, line and remedy."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass
class Source:
    """A file as read: its plain data and the line on which each value begins."""

    file: str
    data: Any = None
    lines: dict[Where, int] = field(default_factory=dict)

    def line(self, where: Where) -> int:
        """The line of a value, or of the nearest value around it."""
        known = list(where)
        while known and tuple(known) not in self.lines:
            known.pop()
        return self.lines.get(tuple(known), 1)

    def problem(self, where: Where, what: str, remedy: str) -> Problem:
        return Problem(self.file, self.line(where), what, remedy)


def read(path: Path, name: str) -> Source:
    """Read one YAML file. Dates stay dates; a key written twice, a tab or broken YAML raises LawbookError."""
    source = Source(name)
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = Problem(name, line, f"不是有效的YAML（{error.problem}）", "请核对缩进、冒号和引号")
        raise LawbookError([problem]) from error
    if node is None:
        raise LawbookError([Problem(name, 1, "文件是空的", "请填写内容或删去文件")])
    source.data = _plain(node, (), source)
    return source


def _plain(node: yaml.Node, where: Where, source: Source) -> Any:
    source.lines[where] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, where, source)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*where, index), source) for index, child in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)
    return _scalar(node)


def _mapping(node: yaml.MappingNode, where: Where, source: Source) -> dict[Any, Any]:
    result: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if key in result:
            line = key_node.start_mark.line + 1
            first = source.lines[(*where, key)]
            what = f"“{key}”写了两次（第{first}行已有）"
            raise LawbookError([Problem(source.file, line, what, "请合并为一处，或改名")])
        result[key] = _plain(value_node, (*where, key), source)
        source.lines[(*where, key)] = key_node.start_mark.line + 1
    return result


_SAFE = yaml.constructor.SafeConstructor()


def _scalar(node: yaml.ScalarNode) -> Any:
    if node.tag == "tag:yaml.org,2002:timestamp":
        return date.fromisoformat(node.value) if len(node.value) == 10 else node.value
    return _SAFE.construct_object(node)


def shape(kind: type[T], source: Source, where: Where = ()) -> T:
    """The data at a place as a typed entry; every mistake in it is listed with its line and remedy."""
    data = source.data
    for part in where:
        data = data[part]
    try:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind.model_validate(data)
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        raise LawbookError(list(_problems(error, source, where))) from error


def _problems(error: ValidationError, source: Source, where: Where) -> Iterator[Problem]:
    for detail in error.errors():
        place = (*where, *detail["loc"])
        name = place[-1] if place else source.file
        what, remedy = _REMEDIES.get(detail["type"], ("“{name}”不对：{message}", "请按同类条目的写法改正"))
        words = {
            "name": name,
            "value": detail.get("input"),
            "message": detail["msg"].removeprefix("Value error, "),
            "expected": detail.get("ctx", {}).get("expected", ""),
        }
        yield source.problem(place, what.format(**words), remedy.format(**words))
