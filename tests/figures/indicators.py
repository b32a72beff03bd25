"""The indicators of the packaged lawbook, for tests."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from mingjian.law.indicator import Indicator
from mingjian.law.reading import read, shape


@cache
def packaged_indicators() -> dict[str, Indicator]:
    found: dict[str, Indicator] = {}
    for path in sorted(Path(str(files("mingjian") / "lawbook" / "indicators")).glob("*.yaml")):
        source = read(path, path.name)
        for name in source.data:
            assert name not in found, f"{name} stands in two files"
            found[name] = shape(Indicator, source, (name,))
    return found
