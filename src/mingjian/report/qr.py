"""QR codes as PNG, for papers that lead to a page."""

from io import BytesIO

import segno

SCALE = 8  # pixels a module: sharp at three centimetres in print


def png(text: str) -> bytes:
    """A QR code with its quiet zone, black on white."""
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=SCALE)
    return drawn.getvalue()
