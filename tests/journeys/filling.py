"""Filling a form by the labels that stand on it, whatever kind of field they belong to."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.journeys.windows import Window

Given = str | bool | Sequence[str] | Mapping[str, Any]
FLAG = {True: "是", False: "否"}


def said(element) -> str:
    """The words of a label without the mark of an optional field."""
    return " ".join("".join(element.xpath("./text()")).split())


def fill(window: Window, fields: Mapping[str, Given]) -> None:
    """Every field of the form in the middle of the page."""
    for label, value in fields.items():
        _field(window, label, value, "//main//form")


def split(window: Window, fields: Mapping[str, Given]) -> tuple[dict[str, Given], dict[str, Given]]:
    """The fields that the page has, and those that it leaves to the next one: the reason of what cannot be undone."""
    labels = {said(item) for item in window.page.xpath("//main//form//legend | //main//form//label")}
    here = {label: value for label, value in fields.items() if label in labels}
    return here, {label: value for label, value in fields.items() if label not in labels}


def _field(window: Window, label: str, value: Given, within: str) -> None:
    for legend in window.page.xpath(f"{within}//fieldset/legend"):
        if said(legend) == label:
            return _group(window, legend.getparent(), value)
    for found in window.page.xpath(
        f"{within}//label[not(ancestor::*[contains(concat(' ', @class, ' '), ' options ')])]"
    ):
        if said(found) == label:
            return _control(window, window.one(f"//*[@id='{found.get('for')}']"), value)
    names = [said(item) for item in window.page.xpath(f"{within}//legend | {within}//div/label")]
    raise AssertionError(f"no field “{label}” on {window.path}, only {names}; {window.words()[:300]}")


PICKED = "/input[@list or @role='combobox']"  # a line for names, before and after the script has dressed it


def _group(window: Window, group, value: Given) -> None:
    """A meeting or a period has parts, officers are added one by one, of choices one or several are ticked."""
    here = f"//fieldset[@id='{group.get('id')}']"
    if isinstance(value, Mapping):
        for label, part in value.items():
            _field(window, label, part, here)
    elif group.xpath(f"./div/{PICKED}"):
        for name in _several(value):
            add = window.one(f"{here}/div/{PICKED}")
            window.write(add, name)
            window.press(window.one(f"{here}//button[@name='add']"))
            assert not window.failures(), window.failures()
    else:
        for words in _several(value):
            window.tick(_option(window, here, words))


def _option(window: Window, here: str, words: str):
    offered = {
        said(label): label.get("for")
        for label in window.page.xpath(f"{here}//*[contains(concat(' ', @class, ' '), ' options ')]//label")
    }
    assert words in offered, f"no choice “{words}”, only {list(offered)}"
    return window.one(f"//*[@id='{offered[words]}']")


def _control(window: Window, control, value: Given) -> None:
    if control.tag == "select":
        offered = {said(option): option.get("value") for option in control.xpath("./option")}
        assert value in offered, f"no choice “{value}”, only {list(offered)}"
        window.choose(control, offered[value])
    elif control.getparent().xpath("./select"):
        window.take(control, str(value))
    elif control.get("type") == "file":
        window.attach(control, [(name, f"%PDF-1.7 {name}".encode()) for name in _several(value)])
    else:
        window.write(control, str(value))


def _several(value: Given) -> list[str]:
    if isinstance(value, bool):
        return [FLAG[value]]
    return [value] if isinstance(value, str) else list(value)
