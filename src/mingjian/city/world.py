"""Time in the simulated city: everything that is going on, taken up in the order of its instants."""

from bisect import bisect_left
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random
from uuid import UUID

from mingjian.city.papers import Papers
from mingjian.city.people import Staff
from mingjian.city.words import Words
from mingjian.law.calendar import Calendar
from mingjian.law.values import BEIJING
from mingjian.ledger.instant import standing_at
from mingjian.ledger.record import Many

OPENS, NOON, AFTERNOON, CLOSES = time(8, 40), time(11, 50), time(14, 10), time(17, 40)


@dataclass(eq=False)
class Story:
    """Something that goes on: a flow that is taken up again and again until it has ended, at moments that it draws."""

    flow: "Flow"
    random: Random
    is_over: bool = False
    waiting: "list[tuple[Story, int]]" = field(default_factory=list)
    turn: int = 0


@dataclass(frozen=True)
class Until:
    """Wait until another story has ended, at most so many working days."""

    story: Story
    days: int


@dataclass
class Kin:
    """A matter and all that has come of it: the day of the last act of any of them."""

    on: date


Wait = int | Until  # working days, or until something has ended
Flow = Generator[Wait, None, None]


class World:
    """The city at an instant. Flows yield how long they wait; `run` takes them up one after the other."""

    def __init__(
        self, many: Many, staff: Staff, words: Words, calendar: Calendar, *, start: date, end: date
    ) -> None:
        self.many, self.staff, self.words, self.random = many, staff, words, words.random
        days = (start + timedelta(days=number) for number in range((end - start).days + 1))
        self.days = [day for day in days if calendar.is_working(day)]
        self.closes = datetime.combine(end, CLOSES, tzinfo=BEIJING)
        self.now = datetime.combine(self.days[0], OPENS, tzinfo=BEIJING)
        self._queue: list[tuple[datetime, int, Story, int]] = []
        self._order = count()
        self._seen: set[str] = set()
        self.kin: dict[UUID, Kin] = {}
        self.papers = Papers(staff.book)

    @property
    def today(self) -> date:
        return self.now.date()

    def begin(self, flow: Flow, at: datetime | None = None, *, random: Random | None = None) -> Story:
        """Let a flow begin, now or at an instant."""
        story = Story(flow, random or self.random)
        self._wake(story, at or self.now)
        return story

    def happens(self, what: str, share: float) -> bool:
        """Whether something rare happens: the first time that it may (so that a small city has it too), then by chance."""
        drawn, is_first = self.random.random() < share, what not in self._seen
        self._seen.add(what)
        return drawn or is_first

    def office_time(self, day: date, random: Random | None = None) -> datetime:
        """A minute of a day's office hours, seconds and all."""
        random = random or self.random
        morning = random.random() < 0.55
        first, last = (OPENS, NOON) if morning else (AFTERNOON, CLOSES)
        seconds = (last.hour - first.hour) * 3600 + (last.minute - first.minute) * 60
        begins = datetime.combine(day, first, tzinfo=BEIJING)
        return begins + timedelta(seconds=int(random.random() * seconds))

    def working_days_to(self, day: date) -> int:
        """How many working days it is from today to the first one on or after that day."""
        return bisect_left(self.days, day) - bisect_left(self.days, self.today)

    def later(self, days: int, random: Random | None = None) -> datetime:
        """An instant so many working days from now; what would be after the end never comes."""
        random = random or self.random
        if days == 0:
            soon = self.now + timedelta(seconds=120 + int(random.random() * 2400))
            if soon.time() <= CLOSES and soon.date() == self.today:
                return soon
            days = 1
        place = bisect_left(self.days, self.today) + days
        if place < len(self.days):
            return self.office_time(self.days[place], random)
        return self.closes + timedelta(days=1)

    def run(self, on_day: Callable[[date], None] = lambda day: None) -> None:
        """Take up everything until the end; what has not ended then stays open."""
        seen = None
        while self._queue:
            at, _, story, turn = heappop(self._queue)
            if story.is_over or turn != story.turn:
                continue
            self.now = at
            if at.date() != seen:
                seen = at.date()
                on_day(seen)
            with standing_at(at):
                self._go_on(story)

    def _go_on(self, story: Story) -> None:
        story.turn += 1
        try:
            wait = next(story.flow)
        except StopIteration:
            story.is_over = True
            for other, turn in story.waiting:
                if turn == other.turn:
                    self._wake(other, self.now)
            return
        if isinstance(wait, Until) and not wait.story.is_over:
            wait.story.waiting.append((story, story.turn))
        days = wait.days if isinstance(wait, Until) else wait
        is_over = isinstance(wait, Until) and wait.story.is_over
        self._wake(story, self.now if is_over else self.later(days, story.random))

    def _wake(self, story: Story, at: datetime) -> None:
        if at <= self.closes:
            heappush(self._queue, (at, next(self._order), story, story.turn))


@dataclass(frozen=True)
class Pace:
    """How long things take: mostly `low` to `high` working days, sometimes far longer."""

    low: int
    high: int

    def draw(self, random: Random, slow: float = 0.05) -> int:
        days = self.low + int(random.random() * (self.high - self.low + 1))
        return days + self.high + int(random.random() * (self.high + 3)) if random.random() < slow else days
