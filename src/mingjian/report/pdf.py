"""Word files as PDF by the office program, many in one call."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import is_zipfile

from mingjian.report.packed import repacked

_EVERY_PAGE = '{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'  # blank ones too: they are printed on both sides
_FONTS = Path(__file__).with_name("fonts.conf")


class NoOfficeProgram(Exception):
    """The office program is not installed, or it could not convert a file; the message says what to do."""


def to_pdf(paths: Sequence[Path], into: Path | None = None, *, timeout: float = 180) -> list[Path]:
    """Convert files, each beside itself or in the folder `into`, in one call with a profile of its own.

    One call for ten files takes a quarter of the time of ten calls. Free fonts stand in for office fonts that
    the server lacks (`fonts.conf`; variable MINGJIAN_FONTS names another file).
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise NoOfficeProgram(
            "服务器上没有LibreOffice，不能转为PDF；请安装libreoffice-writer，或下载Word文件。"
        )
    if not paths:
        return []
    with TemporaryDirectory(prefix="mingjian-pdf-") as work:
        _convert(program, paths, Path(work), timeout)
        made = [Path(work) / "out" / f"{number}.pdf" for number in range(len(paths))]
        missing = [path.name for path, pdf in zip(paths, made, strict=True) if not pdf.exists()]
        if missing:
            raise NoOfficeProgram(f"{'、'.join(missing)}没有转成PDF；请确认它是有效的Word文件，再试一次。")
        return [_placed(pdf, path, into) for pdf, path in zip(made, paths, strict=True)]


def pdf_of(content: bytes, *, timeout: float = 60) -> bytes:
    """A Word file as PDF, from bytes to bytes; NoOfficeProgram."""
    with TemporaryDirectory(prefix="mingjian-pdf-") as work:
        path = Path(work) / "text.docx"
        path.write_bytes(content)
        return to_pdf([path], timeout=timeout)[0].read_bytes()


def _convert(program: str, paths: Sequence[Path], work: Path, timeout: float) -> None:
    """Under numbered names, so that equal names from different folders do not overwrite each other."""
    numbered = [_copied(path, work / f"{n}{path.suffix}") for n, path in enumerate(paths)]
    command = [program, f"-env:UserInstallation=file://{work}/profile", "--headless", "--norestore",
               "--convert-to", f"pdf:writer_pdf_Export:{_EVERY_PAGE}", "--outdir", str(work / "out"), *map(str, numbered)]  # fmt: skip
    fonts = os.environ.get("MINGJIAN_FONTS", str(_FONTS))
    try:
        subprocess.run(  # noqa: S603, the program and our own files, no shell
            command, env={**os.environ, "FONTCONFIG_FILE": fonts}, capture_output=True, timeout=timeout
        )
    except subprocess.TimeoutExpired as error:
        raise NoOfficeProgram(
            f"LibreOffice在{timeout:.0f}秒内没有转完；请减少文件数，或稍后再试。"
        ) from error


def _copied(path: Path, to: Path) -> Path:
    """A copy to convert, its lines flush left: LibreOffice 7.4 drops many a mark that hangs over a justified line's end.

    A full line of 28 characters fills the width either way.
    """
    if path.suffix != ".docx" or not is_zipfile(path):
        return Path(shutil.copyfile(path, to))
    to.write_bytes(repacked(path, lambda _name, part: part.replace(*_FLUSH_LEFT)))
    return to


_FLUSH_LEFT = (b'<w:jc w:val="both"/>', b'<w:jc w:val="left"/>')


def _placed(pdf: Path, path: Path, into: Path | None) -> Path:
    folder = into or path.parent
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.move(pdf, folder / f"{path.stem}.pdf"))
