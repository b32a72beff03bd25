"""A world beside the world: the same city, days and ledger, but drawing for itself, so that nothing elsewhere changes."""

from datetime import datetime
from random import Random
from typing import Any

from mingjian.city.life import Life
from mingjian.city.words import Words
from mingjian.city.world import Flow, Story, World


class Beside:
    """What work beside casework sees of the world; `dealt_with` are the problems of style that may be notified, `reviewed` the cases."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.random = Random(seed)  # noqa: S311 - a play, not a secret
        self.words = Words(self.random, world.words.taken)
        self.dealt_with: list[Life] = []
        self.reviewed: set[Any] = set()
        self._seen: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.world, name)

    def begin(self, flow: Flow, at: datetime | None = None) -> Story:
        return self.world.begin(flow, at, random=self.random)

    def later(self, days: int) -> datetime:
        return self.world.later(days, self.random)

    def happens(self, what: str, share: float) -> bool:
        """As in the world, of what happens beside it."""
        drawn, is_first = self.random.random() < share, what not in self._seen
        self._seen.add(what)
        return drawn or is_first
