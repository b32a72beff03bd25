"""A city in which nothing happens but the one directive that is followed to its end."""

from datetime import date, datetime
from random import Random

from mingjian.city import build
from mingjian.city.identities import organisations
from mingjian.city.people import Staff, settle
from mingjian.city.words import Words
from mingjian.city.world import World
from mingjian.law.values import BEIJING
from mingjian.ledger.book import book
from mingjian.ledger.instant import standing_at
from mingjian.ledger.record import record_acts


def chained(year: int) -> Staff:
    """The officers of the city at the end of a year in which they have carried out that directive."""
    words = Words(Random(1))
    with standing_at(datetime(year - 1, 9, 28, 9, 0, tzinfo=BEIJING)):
        staff = settle(words, book(), year=year, since=date(year - 4, 3, 1))
        organisations()
    with record_acts() as many:
        world = World(many, staff, words, book().calendar, start=date(year, 1, 3), end=date(year, 12, 29))
        build.begin_chain(world, year)
        world.run()
    return staff
