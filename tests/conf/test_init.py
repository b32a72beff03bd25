"""`mingjian init`: once in a folder; what was interrupted is begun anew and serves nobody meanwhile; anybody's work is left alone."""

from pathlib import Path

from tests.city.test_demo import DEMO, run

BREAKS_OFF = """
import sys
from pathlib import Path
from mingjian.conf.commands import use_data
use_data(Path(sys.argv[1]))
from mingjian.conf.commands import site
with site.beginning():
    site.prepare_folder()
    raise SystemExit(9)
"""
WHO = """
import sys
from pathlib import Path
from mingjian.conf.commands import use_data
use_data(Path(sys.argv[1]))
from mingjian.org.models import Officer
print(*Officer.objects.order_by("pk").values_list("username", flat=True))
"""


def inside(folder: Path) -> dict[str, bytes]:
    return {
        str(item.relative_to(folder)): item.read_bytes() for item in folder.rglob("*.*") if item.is_file()
    }


def test_interrupted_beginning_serves_nobody_and_is_begun_anew_by_the_same_command(tmp_path):
    assert run(BREAKS_OFF, str(tmp_path)).returncode == 9
    served = run(DEMO, "serve", "--data", str(tmp_path))
    again = run(DEMO, "init", "--data", str(tmp_path))

    assert (served.returncode, served.stderr.strip()) == (
        1,
        "还没有初始化：请先运行mingjian init（或mingjian demo查看演示）。",
    )
    assert again.returncode == 0, again.stderr
    assert again.stdout.count("/welcome/") == 3
    assert not (tmp_path / "unfinished").exists()
    assert run(WHO, str(tmp_path)).stdout.split() == ["sysadmin", "secadmin", "auditor"]


def test_folder_in_use_is_left_as_it_is(tmp_path):
    folder = tmp_path / "srv" / "mingjian"
    assert run(DEMO, "init", "--data", str(folder)).returncode == 0
    before = inside(folder)
    again = run(DEMO, "init", "--data", str(folder))

    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.strip() == (
        f"数据目录{folder}（或其密钥目录、数据库）已有内容，未作任何改动；请用--data另指定一个空目录。"
    )
    assert inside(folder) == before
