"""QR codes as PNG, for papers that lead to a page."""

import zlib
from struct import pack

SCALE = 8  # pixels a module: sharp at three centimetres in print


def png(text: str) -> bytes:
    """A QR code with its quiet zone, black on white."""
    import zxingcpp  # here, because hardly any paper has a code

    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    pixels = memoryview(made.to_image(scale=SCALE))
    height, width = pixels.shape
    flat = pixels.tobytes()
    rows = b"".join(b"\0" + flat[row * width : (row + 1) * width] for row in range(height))
    header = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)  # eight bits of grey
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))
