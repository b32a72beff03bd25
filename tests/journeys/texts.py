"""Official texts on the page: the numbers that stand in them, and what lies behind each."""

from tests.journeys.desk import Officer


def numbers(reader: Officer) -> list:
    """The numbers of the text on the page, as links."""
    return reader.window.page.xpath("//article//a[contains(@class, 'run ')]")


def figure(number) -> str:
    """Which figure a number of a text is."""
    return number.get("href").split("/")[2]


def opened(reader: Officer, number) -> list[str]:
    """The matters behind a number: its source, then the records that it counts, page after page."""
    window = reader.window
    window.follow(number)
    window.follow(window.one("//main//a[text()='看记录']"))
    found = window.page.xpath("//main//tbody//th//a/text()")
    while following := window.page.xpath("//nav[@class='pager']//a[@rel='next']"):
        window.follow(following[0])
        found += window.page.xpath("//main//tbody//th//a/text()")
    return found
