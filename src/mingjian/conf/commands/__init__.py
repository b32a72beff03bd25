"""The command `mingjian`: one entry point, help on everything, one clear sentence on failure."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import click
import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                  help="明鉴：市纪委监委业务工作平台。")  # fmt: skip
_ROOMS = ("accounts", "demo", "exchange", "figures", "lawbook", "ledger", "site", "units")


@app.callback()
def _places(
    data: Annotated[
        Path | None, typer.Option("--data", help="数据目录（也可用环境变量MINGJIAN_DATA）")
    ] = None,
) -> None:
    """明鉴：市纪委监委业务工作平台。"""


def use_data(folder: Path | None) -> None:
    """Name the data folder before settings are read, then set Django up."""
    if folder is not None:
        os.environ["MINGJIAN_DATA"] = str(folder.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingjian.conf.settings")
    import django

    django.setup()


def fail(sentence: str) -> typer.Exit:
    """One sentence on standard error; the caller raises what is returned."""
    typer.echo(sentence, err=True)
    return typer.Exit(1)


def main() -> None:
    """Run a command; what the product itself refuses becomes one sentence, not a stack of calls."""
    use_data(_data(sys.argv[1:]))
    from importlib import import_module

    for room in _ROOMS:
        import_module(f"mingjian.conf.commands.{room}")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """The exit code of a command line; for people, so a failure is said in one sentence."""
    from mingjian.conf.commands.failures import sentence

    try:
        return int(app(list(arguments), standalone_mode=False) or 0)
    except typer.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:
        said = sentence(error)
        if said is None:
            raise
        typer.echo(said, err=True)
        return 1


def _data(arguments: Sequence[str]) -> Path | None:
    """`--data DIR`, wherever it stands: it must be known before settings are read."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--data="):
            return Path(argument.partition("=")[2])
        if argument == "--data" and place + 1 < len(arguments):
            return Path(arguments[place + 1])
    return None
