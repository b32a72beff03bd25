"""A copy of a demo city as the site of this process, for pictures of its pages: the walk of the manual, the looks of the desk."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def copied(city: Path) -> Iterator[Path]:
    """The folder of the copy, with Django set up on it; the city is built first where there is none."""
    if not (city / "demo").is_file():
        build = [sys.executable, "-c", "from mingjian.conf.commands import main; main()"]
        subprocess.run(
            [*build, "demo", "--no-serve", "--data", str(city)], check=True, stdout=subprocess.DEVNULL
        )
    with tempfile.TemporaryDirectory(prefix="mingjian-city-") as place:
        copy = Path(place) / "city"
        shutil.copytree(city, copy)
        os.environ |= {
            "MINGJIAN_DATA": str(copy), "MINGJIAN_KEYS": str(copy / "keys"), "MINGJIAN_SECOND_FACTOR": "required",
            "DJANGO_SETTINGS_MODULE": "mingjian.conf.settings", "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        }  # fmt: skip
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)  # a city built before the newest tables
        yield copy
