"""The command line itself: the data folder wherever it is named, one sentence for what is written wrongly."""

from pathlib import Path

import pytest
from django.db.migrations.recorder import MigrationRecorder

from mingjian.conf.commands import ledger, parted, run, site, units  # noqa: F401 - they add the commands


@pytest.mark.parametrize(
    ("written", "folder", "rest"),
    [
        (["--data", "/x", "verify"], Path("/x"), ["verify"]),
        (["verify", "--data", "/x"], Path("/x"), ["verify"]),
        (["demo", "--data=/x", "--no-serve"], Path("/x"), ["demo", "--no-serve"]),
        (["verify"], None, ["verify"]),
        (["verify", "--data"], None, ["verify", "--data"]),
    ],
)
def test_data_folder_may_stand_anywhere(written, folder, rest):
    assert parted(written) == (folder, rest)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (["verfy"], "命令写法不对（No such command 'verfy'. Did you mean 'verify'?）；命令和选项见mingjian --help，各命令也有--help。"),
        (["verify", "--colour"], "没有选项--colour；命令和选项见mingjian --help，各命令也有--help。"),
        (["unit", "add"], "命令写法不对（Missing argument 'name'）；命令和选项见mingjian --help，各命令也有--help。"),
        (["verify", "--data"], "没有选项--data；命令和选项见mingjian --help，各命令也有--help。"),
    ],
)  # fmt: skip
def test_what_is_written_wrongly_is_one_sentence(written, said, capsys):
    assert run(written) == 2
    assert capsys.readouterr().err.strip() == said


@pytest.mark.django_db
def test_tables_of_an_older_program_are_told_before_anything_is_served(settings, tmp_path, capsys):
    settings.MINGJIAN_KEYS = str(tmp_path)
    (tmp_path / "session.key").touch()
    MigrationRecorder.Migration.objects.filter(app="web_account").latest("id").delete()

    assert run(["serve"]) == 1
    assert capsys.readouterr().err.strip() == (
        "数据库是旧版程序建立的，未作任何改动：请先备份，再运行mingjian migrate升级。"
    )
