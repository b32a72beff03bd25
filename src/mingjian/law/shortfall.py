"""Shortfalls of supervision: what a report may complain of, as figures that can be opened, with the sentence ready for it."""

from datetime import date
from typing import Self

from pydantic import model_validator

from mingjian.law.entry import Cite, Labelled, Noted
from mingjian.law.slots import Slot, parse


class Shortfall(Labelled, Noted):
    """One complaint of the yearly report and the figures that say how it stands.

    - `figures`: indicators, or single codes of their breakdowns (`conversion_rate.by_origin:inspection`);
    - `trend`: the one of them that is followed over twelve quarters;
    - `sentence`: for section 二 of the report; a part between semicolons goes where its figure is missing;
    - `note`: what the figures say and what they do not.
    """

    figures: tuple[str, ...]
    trend: str
    sentence: str
    note: str
    in_force: date
    cite: Cite

    @model_validator(mode="after")
    def _speaks_of_its_own_figures(self) -> Self:
        said = {part.id for part in parse(self.sentence) if isinstance(part, Slot)} - {"scope", "period"}
        unknown = (said | {self.trend}) - set(self.figures)
        if unknown:
            raise ValueError(f"句子或者走势用到{'、'.join(sorted(unknown))}，请列入figures")
        return self
