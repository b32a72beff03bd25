"""Powers: what an officer must be, on the day, to do an act. Who holds one is read from appointments."""

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from mingjian.law.entry import Cite, Labelled


class Power(Labelled):
    """A power is held in exactly one of three ways.

    - by a `relation` to the matter: its handler, a member of its team, whoever made the proposal, or whoever
      is asked for an opinion on it;
    - by `posts`: an appointment to one of these posts, in the department that now has the matter, or in the
      matter's unit (in a department with that `role`, if one is named);
    - `outside`: by somebody without an account (a meeting, the head of the Party committee, the upper
      commission). An officer with the power `recorded_by` enters the decision with its paper, another with
      `confirmed_by` confirms it. `platform` acts have no officer.
    """

    relation: Literal["handler", "team", "proposer", "asked"] | None = None
    posts: tuple[str, ...] = ()
    where: Literal["department", "unit"] | None = None
    role: str | None = None
    outside: bool = False
    recorded_by: str | None = None
    confirmed_by: str | None = None
    platform: bool = False
    in_force: date
    cite: Cite

    @model_validator(mode="after")
    def _held_in_one_way(self) -> Self:
        ways = [self.relation is not None, bool(self.posts), self.outside, self.platform]
        if sum(ways) != 1:
            raise ValueError("权限须且只须写明 relation、posts、outside、platform 之一")
        if self.posts and self.where is None:
            raise ValueError("按职务确定的权限须写明 where（department 或 unit）")
        if self.outside and not (self.recorded_by and self.confirmed_by):
            raise ValueError("由外部决定的权限须写明 recorded_by 和 confirmed_by")
        return self
