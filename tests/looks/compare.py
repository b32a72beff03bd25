"""Two folders of pictures: which of the new ones are not like the approved, and a picture of what differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

MOST = 0.001  # share of pixels that may differ without a look (desk.md 10, check 16)
NOTICED = 8  # of 255: what no eye tells apart does not count


@dataclass(frozen=True, slots=True)
class Finding:
    """A picture that wants a look: it differs by a share of its pixels, or has no twin."""

    name: str
    words: str
    share: float = 1.0


def findings(taken: Path, approved: Path, to: Path) -> Iterator[Finding]:
    """Every picture of either folder that is new, gone or different; what differs is drawn in the folder `to`."""
    new, old = (
        {str(path.relative_to(folder)) for path in folder.rglob("*.png") if to not in path.parents}
        for folder in (taken, approved)
    )
    for name in sorted(new | old):
        if name not in old:
            yield Finding(name, "has no approved twin")
        elif name not in new:
            yield Finding(name, "is approved, and was not taken")
        elif (found := differing(taken / name, approved / name, to / name)) > MOST:
            yield Finding(name, f"differs by {found:.2%}", found)


def differing(taken: Path, approved: Path, to: Path) -> float:
    """The share of pixels that differ, those of the longer picture included; above the allowed share they are drawn red."""
    pictures = [Image.open(path).convert("RGB") for path in (taken, approved)]
    size = (max(one.width for one in pictures), max(one.height for one in pictures))
    new, old = (_laid(picture, size) for picture in pictures)
    red, green, blue = ImageChops.difference(new, old).split()
    mask = ImageChops.lighter(ImageChops.lighter(red, green), blue).point(
        lambda value: 255 * (value > NOTICED)
    )
    for picture in pictures:
        mask.paste(255, (0, picture.height, size[0], size[1]))
        mask.paste(255, (picture.width, 0, size[0], size[1]))
    share = mask.histogram()[255] / (size[0] * size[1])
    if share > MOST:
        pale = Image.blend(new.convert("L").convert("RGB"), Image.new("RGB", size, "white"), 0.6)
        pale.paste((200, 0, 0), mask=mask)
        to.parent.mkdir(parents=True, exist_ok=True)
        pale.save(to)
    return share


def _laid(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    laid = Image.new("RGB", size, "white")
    laid.paste(picture)
    return laid
