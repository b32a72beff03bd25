"""The public site as a process of its own, as `mingjian serve --site portal` starts it: with two public keys and an empty folder."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

COMMAND = [sys.executable, "-c", "from mingjian.conf.commands import main; main()"]


class Served(NamedTuple):
    address: str
    folder: Path
    log: Path


def environment(folder: Path, keys: Path) -> dict[str, str]:
    """What a machine of its own has: the two public halves of the keys."""
    own = folder / "keys"
    own.mkdir(parents=True, exist_ok=True)
    for name in ("platform.public", "custodian.public"):
        if not (own / name).exists():
            shutil.copy(keys / name, own / name)
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MINGJIAN_", "DJANGO_"))
    }
    paths = os.pathsep.join(path for path in sys.path if path)
    return {**kept, "PYTHONPATH": paths, "MINGJIAN_DATA": str(folder), "MINGJIAN_COMMISSION": "临江市纪委监委",
            "MINGJIAN_LETTERS": "临江市人民路1号信访室"}  # fmt: skip


@contextmanager
def served(folder: Path, keys: Path) -> Iterator[Served]:
    """The address of a site that answers; what the process says goes into a file."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "log"
    command = [*COMMAND, "serve", "--site", "portal", "--port", str(port)]
    env = environment(folder, keys)
    with log.open("wb") as said:
        process = subprocess.Popen(command, env=env, stdout=said, stderr=said)
    address = f"http://127.0.0.1:{port}"
    try:
        _await(address, process, log)
        yield Served(address, folder / "portal", log)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _await(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _try in range(300):
        assert process.poll() is None, log.read_text()
        try:
            urlopen(address).close()
            return
        except URLError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())
