"""The command `mingjian`: one entry point, help on everything, one clear sentence on failure."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                  help="明鉴：市纪委监委业务工作平台。")  # fmt: skip


@app.callback()
def _places(
    data: Annotated[
        Path | None, typer.Option("--data", help="数据目录（也可用环境变量MINGJIAN_DATA）")
    ] = None,
) -> None:
    """Work on the data folder named, or on that of the environment."""
    use_data(data)


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
    from mingjian.conf.commands import accounts, exchange, figures, lawbook, site  # noqa: F401 - they add commands
    from mingjian.conf.commands.failures import sentence

    try:
        app(standalone_mode=False)
    except typer.Exit as leaving:
        sys.exit(leaving.exit_code)
    except typer.Abort:
        sys.exit(130)
    except Exception as error:
        said = sentence(error)
        if said is None:
            raise
        typer.echo(said, err=True)
        sys.exit(1)
