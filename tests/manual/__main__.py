"""Make the pictures of the manual and of the README: python -m tests.manual [--city FOLDER] [--to FOLDER]"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.manual", description=__doc__)
    parser.add_argument(
        "--city", type=Path, default=Path("data"), help="folder of `mingjian demo`; built if absent"
    )
    parser.add_argument("--to", type=Path, help="folder of the pictures, if not docs/manual/pictures")
    given = parser.parse_args()
    if not (given.city / "demo").is_file():
        build = [sys.executable, "-c", "from mingjian.conf.commands import main; main()"]
        subprocess.run(
            [*build, "demo", "--no-serve", "--data", str(given.city)], check=True, stdout=subprocess.DEVNULL
        )
    with tempfile.TemporaryDirectory(prefix="mingjian-manual-") as place:
        copy = Path(place) / "city"
        shutil.copytree(given.city, copy)
        os.environ |= {
            "MINGJIAN_DATA": str(copy), "MINGJIAN_KEYS": str(copy / "keys"), "MINGJIAN_SECOND_FACTOR": "required",
            "DJANGO_SETTINGS_MODULE": "mingjian.conf.settings", "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        }  # fmt: skip
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)  # a city built before the newest tables
        from tests.manual.session import photograph

        photograph(given.to)


main()
