"""Make the pictures of the manual and of the README: python -m tests.manual [--city FOLDER] [--to FOLDER]"""

import argparse
from pathlib import Path

from tests.demo_city import copied


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.manual", description=__doc__)
    parser.add_argument(
        "--city", type=Path, default=Path("data"), help="folder of `mingjian demo`; built if absent"
    )
    parser.add_argument("--to", type=Path, help="folder of the pictures, if not docs/manual/pictures")
    given = parser.parse_args()
    with copied(given.city):
        from tests.manual.session import photograph

        photograph(given.to)


main()
