"""`mingjian demo`: builds once, serves what is there, begins anew after an interruption, leaves other folders alone."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKE = """
import sys
from pathlib import Path
from mingjian.conf.commands import use_data
use_data(Path(sys.argv[1]))
from mingjian.conf.commands import demo
demo.make(Path(sys.argv[1]), year=2023, seed=5, size=0.01)
from django.conf import settings
print(settings.MINGJIAN_DEMO, settings.MINGJIAN_SECOND_FACTOR)
"""
DEMO = "from mingjian.conf.commands import main; main()"
SOUND = """
import sys
from pathlib import Path
from mingjian.conf.commands import use_data
use_data(Path(sys.argv[1]))
from mingjian.ledger import instant
from mingjian.ledger.models import Indexed, Leaf, Matter, Act
from mingjian.ledger.verify import verify
print(verify(open_words=True).is_sound, instant.today(), Leaf.objects.exclude(act=None).count() == Act.objects.count(),
      Indexed.objects.exists(), Matter.objects.count() > 20, instant.now() < instant.now())
"""


def run(code: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MINGJIAN_")}
    environment |= {
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "mingjian.conf.settings",
    } | more
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder in which a first run was interrupted, then a second one went through."""
    path = tmp_path_factory.mktemp("demo")
    (path / "unfinished").touch()
    (path / "keys").mkdir()
    (path / "keys" / "half").touch()
    made = run(MAKE, str(path))
    assert made.returncode == 0, made.stderr
    assert made.stdout.split()[-2:] == ["True", "offered"]  # what serves the demo is forked from this process
    return path


def test_demo_is_sound_indexed_sealed_and_stands_at_the_end_of_its_year(folder):
    said = run(SOUND, str(folder))

    assert said.stdout.split() == ["True", "2023-12-31", "True", "True", "True", "True"], said.stderr
    assert not (folder / "unfinished").exists()


def test_accounts_are_kept_for_their_owner_only_and_printed_again(folder):
    path = folder / "accounts.txt"
    again = run(DEMO, "demo", "--data", str(folder), "--no-serve")

    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert again.returncode == 0, again.stderr
    assert again.stdout.strip() == path.read_text(encoding="utf-8").strip()
    for account in (
        "petition",
        "manager",
        "supervisor",
        "head",
        "leader",
        "investigator",
        "trial",
        "secretary",
        "auditor",
    ):
        assert f"  {account} " in again.stdout


def test_keys_in_use_elsewhere_are_left_alone_however_often_it_is_tried(tmp_path):
    keys = tmp_path / "keys"
    keys.mkdir()
    (keys / "platform.key").touch()
    said = [
        run(DEMO, "demo", "--data", str(tmp_path / "new"), "--no-serve", MINGJIAN_KEYS=str(keys))
        for _ in range(2)
    ]

    assert [one.returncode for one in said] == [1, 1]
    assert [one.stderr.count("已有内容，未作任何改动") for one in said] == [1, 1]
    assert [item.name for item in keys.iterdir()] == ["platform.key"]


def test_folder_with_other_work_is_left_alone(tmp_path):
    (tmp_path / "mingjian.sqlite3").touch()
    said = run(DEMO, "demo", "--data", str(tmp_path), "--no-serve")

    assert (said.returncode, said.stderr.count("\n")) == (1, 1)
    assert "已有内容" in said.stderr
    assert [item.name for item in tmp_path.iterdir()] == ["mingjian.sqlite3"]


def test_year_that_cannot_be_lived_yet_is_refused(tmp_path):
    said = run(DEMO, "demo", "--data", str(tmp_path / "new"), "--year", "2099", "--no-serve")

    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith("不能模拟2099年")
