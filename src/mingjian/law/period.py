"""Periods: how long a limit is, in hours, days, working days, months or years, before any calendar is asked."""

import re
from dataclasses import dataclass
from typing import Any, Literal, cast

Unit = Literal["h", "d", "wd", "m", "y"]

_WRITTEN = re.compile(r"([0-9]{1,4}) ?(h|d|wd|m|y)")
_ZH: dict[Unit, str] = {"h": "小时", "d": "天", "wd": "个工作日", "m": "个月", "y": "年"}
_EN: dict[Unit, str] = {"h": "hour", "d": "day", "wd": "working day", "m": "month", "y": "year"}


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as the law writes it.

    Units: `h` hours from an instant; `d` calendar days; `wd` working days of China's calendar (工作日);
    `m` and `y` months and years that end on the corresponding day (对应日). They are kept apart on purpose:
    a month is not thirty days, and 24 hours are not a day. How each is counted stands in `law.calendar`.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.unit not in _ZH or type(self.amount) is not int or self.amount < 1:
            raise ValueError(f"期限“{self.amount} {self.unit}”不对；请写成大于零的整数加h、d、wd、m、y之一")

    @classmethod
    def read(cls, value: Any) -> "Period":
        """A period as the lawbook writes it: `15 wd`, `1 m`, `24 h`, `18 m`, `1 y`; a Period is returned as is.

        ValueError for anything else.
        """
        if isinstance(value, cls):
            return value
        match = _WRITTEN.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is None or int(match[1]) == 0:
            raise ValueError(
                f"期限“{value}”不对；请写成数字加单位，如24 h（小时）、7 d（天）、15 wd（工作日）、1 m（月）、1 y（年）"
            )
        return cls(int(match[1]), cast(Unit, match[2]))

    def words(self, language: str = "zh") -> str:
        """The period for readers: 15个工作日, 1个月, 24小时, 7天, 1年; `15 working days` in English."""
        if language.startswith("en"):
            return f"{self.amount} {_EN[self.unit]}{'' if self.amount == 1 else 's'}"
        return f"{self.amount}{_ZH[self.unit]}"

    say = words  # the name under which refusals ask

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"
