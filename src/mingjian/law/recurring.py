"""Recurring duties: what comes back every year or month, by which department of which units, and by when."""

from datetime import date
from typing import Self

from pydantic import model_validator

from mingjian.law.entry import Cite, Labelled
from mingjian.law.procedure import Names


class Recurring(Labelled):
    """A duty that opens a task by itself on the first day of each of its months, once in each unit.

    - `months`: those in which it is to be done; `due`: the day of the month by which, else the last one;
    - `levels`: of the units that have it; `role`: the functions of the department that gets it, the first that there is;
    - `requirement`: what is to be done, in one sentence; `kind`, `act`: the matter that is opened, by which act.
    """

    months: tuple[int, ...]
    due: int | None = None
    levels: tuple[str, ...]
    role: Names
    requirement: str
    kind: str = "work_task"
    act: str = "register_recurring"
    in_force: date
    ends: date | None = None
    cite: Cite

    @model_validator(mode="after")
    def _days_exist(self) -> Self:
        if not self.months or any(not 1 <= month <= 12 for month in self.months):
            raise ValueError("months 须写1至12月中的一个或者几个")
        if self.due is not None and not 1 <= self.due <= 28:
            raise ValueError("due 须在1日至28日之间；不写的为当月最后一日")
        return self
