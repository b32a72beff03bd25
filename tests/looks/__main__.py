"""A picture of every page: python -m tests.looks [--city FOLDER] [--to FOLDER] [--only WORD] [--approved FOLDER]"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.demo_city import copied
from tests.looks.compare import findings


def main() -> int:
    """0 if every page has its picture and none differs from its approved twin."""
    parser = argparse.ArgumentParser(prog="python -m tests.looks", description=__doc__)
    parser.add_argument(
        "--city", type=Path, default=Path("data"), help="folder of `mingjian demo`; built if absent"
    )
    parser.add_argument("--to", type=Path, default=Path("looks"), help="folder of the pictures")
    parser.add_argument("--only", default="", help="only pages whose name contains this word")
    parser.add_argument("--approved", type=Path, help="folder of approved pictures to compare with")
    given = parser.parse_args()
    faults = 0
    for line, is_fault in _said(given):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
        faults += is_fault
    return 1 if faults else 0


def _said(given: argparse.Namespace) -> Iterator[tuple[str, bool]]:
    """Line by line, and whether it names a fault."""
    with copied(given.city):
        from tests.looks.camera import photographed

        yield from photographed(given.to, given.only)
    if given.approved:
        for found in findings(given.to, given.approved, given.to / "differences"):
            if given.only in found.name.rpartition("-")[0]:
                yield f"{found.name} {found.words}", True


sys.exit(main())
