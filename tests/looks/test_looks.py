"""Pictures are compared by their pixels, and no page is left out of them; the pictures themselves are taken by `make looks`."""

from pathlib import Path

import pytest
from PIL import Image

from mingjian.web.portal import urls as portal_urls
from tests.looks import public
from tests.looks.camera import whole
from tests.looks.compare import Finding, findings
from tests.looks.pages import PLACES, SEVERAL, shown


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    return tmp_path / "taken", tmp_path / "approved", tmp_path / "taken" / "differences"


def picture(path: Path, *, height: int = 100, dark: int = 0) -> None:
    """White, 100 wide, with so many dark pixels at its lower end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", (100, height), "white")
    for place in range(dark):
        image.putpixel((place % 100, height - 1 - place // 100), (20, 20, 20))
    image.save(path)


def test_pictures_that_differ_are_new_or_gone_are_named_and_equal_ones_are_not(folders):
    taken, approved, differences = folders
    for name, dark in (("same", 0), ("hardly", 10), ("more", 11)):
        picture(approved / f"{name}.png")
        picture(taken / f"{name}.png", dark=dark)
    picture(approved / "en" / "longer.png")
    picture(taken / "en" / "longer.png", height=125)
    picture(approved / "gone.png")
    picture(taken / "new.png")

    found = list(findings(taken, approved, differences))

    assert found == [
        Finding("en/longer.png", "differs by 20.00%", 0.2),
        Finding("gone.png", "is approved, and was not taken"),
        Finding("more.png", "differs by 0.11%", 0.0011),
        Finding("new.png", "has no approved twin"),
    ]


def test_what_differs_is_drawn_red_where_it_differs(folders):
    taken, approved, differences = folders
    picture(approved / "more.png")
    picture(taken / "more.png", dark=100)

    assert len(list(findings(taken, approved, differences))) == 1

    drawn = Image.open(differences / "more.png")
    red = {(x, y) for x in range(100) for y in range(100) if drawn.getpixel((x, y)) == (200, 0, 0)}
    assert red == {(x, 99) for x in range(100)}
    assert len(list(findings(taken, approved, differences))) == 1, "pictures of differences have no twins"


def test_a_long_page_is_taken_to_its_end(chromium, tmp_path):
    """Twenty thousand pixels are three pictures, in which every colour of the page is found once; a shorter page leaves none behind."""
    tab = chromium.new_page(viewport={"width": 390, "height": 900})
    shades = [(250 - 10 * number, 10 * number, 99) for number in range(20)]
    tab.set_content(
        "".join(f"<div style='height: 1000px; background: rgb{shade}'></div>" for shade in shades)
    )
    tab.add_style_tag(content="body { margin: 0 }")

    taken = [Image.open(path).convert("RGB") for path in whole(tab, tmp_path / "long-390.png", 390)]

    assert [picture.size for picture in taken] == [(390, 9000), (390, 9000), (390, 2000)]
    assert [one.getpixel((9, y)) for one in taken for y in range(500, one.height, 1000)] == shades
    tab.set_content("short")
    whole(tab, tmp_path / "long-390.png", 390)
    tab.close()
    assert [path.name for path in tmp_path.iterdir()] == ["long-390.png"]


def test_every_page_has_its_pictures():
    """A route of a page can be filled in for the demo city, and the list names no route that is gone."""
    routes = {pattern.name: set(pattern.pattern.converters) for pattern in shown()}

    assert {name: places - set(PLACES) for name, places in routes.items() if places - set(PLACES)} == {}
    assert set(SEVERAL) - set(routes) == set()
    assert len(routes) > 60


def test_every_public_page_has_its_pictures():
    assert {pattern.name for pattern in portal_urls.urlpatterns} == public.ROUTES | public.NONE
