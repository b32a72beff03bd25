"""Lawbooks that read otherwise in one file, as settings name them."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

PACKAGED = Path("src/mingjian/lawbook")


def overlay(folder: Path, name: str, changed: Any) -> str:
    """A lawbook in which one file reads otherwise."""
    path = folder / name
    path.parent.mkdir(parents=True)
    path.write_text(yaml.safe_dump(changed, allow_unicode=True), encoding="utf-8")
    return str(folder)


def year(number: int, **more: Any) -> dict[str, Any]:
    """The table of a year, some of it changed."""
    return {**packaged(f"calendars/{number}.yaml"), **more}


def longer_disposal(folder: Path) -> str:
    """From 2023-03-15 a disposal is proposed within two months, also where the month runs already."""
    clocks = packaged("clocks/lead.yaml")
    versions = clocks["C-10"]["versions"]
    versions[0]["extension"] = {"approval": "house_dept_head", "length": "1 m"}
    versions.append({
        "in_force": date(2023, 3, 15), "length": "2 m", "rule": "2个月内提出", "rule_en": "Within two months",
        "running": "recompute", "cite": {"checked": "house"},
    })  # fmt: skip
    return overlay(folder / "longer", "clocks/lead.yaml", clocks)


def packaged(name: str) -> Any:
    return yaml.safe_load((PACKAGED / name).read_text("utf-8"))
