"""The command `mingjian`: one entry point, help on everything, one clear sentence on failure."""

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                  help="明鉴：市纪委监委业务工作平台。")  # fmt: skip
PORTAL = "mingjian.conf.portal"  # settings of the public site, which knows no cases
_ROOMS = (
    "accounts",
    "demo",
    "exchange",
    "figures",
    "lawbook",
    "ledger",
    "periods",
    "portal",
    "site",
    "units",
)


@app.callback()
def _places(
    data: Annotated[
        Path | None, typer.Option("--data", help="数据目录（也可用环境变量MINGJIAN_DATA）")
    ] = None,
) -> None:
    """明鉴：市纪委监委业务工作平台。"""


def use_data(folder: Path | None, settings: str = "mingjian.conf.settings") -> None:
    """Name the data folder before settings are read, then set Django up."""
    if folder is not None:
        os.environ["MINGJIAN_DATA"] = str(folder.absolute())
    if settings == PORTAL:
        os.environ["DJANGO_SETTINGS_MODULE"] = PORTAL
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    import django

    django.setup()


def fail(sentence: str) -> typer.Exit:
    """One sentence on standard error; the caller raises what is returned."""
    typer.echo(sentence, err=True)
    return typer.Exit(1)


def main() -> None:
    """Run a command; what the product itself refuses becomes one sentence, not a stack of calls."""
    folder, arguments = parted(sys.argv[1:])
    if serves_public(arguments):
        use_data(folder, PORTAL)
        from mingjian.conf.commands.public import serve_public

        sys.exit(serve_public(arguments))
    use_data(folder)
    from importlib import import_module

    for room in _ROOMS:
        import_module(f"mingjian.conf.commands.{room}")
    sys.exit(run(arguments))


def serves_public(arguments: Sequence[str]) -> bool:
    """Whether the public site alone is to be served: a process that never loads the rooms of cases (KEY-01)."""
    return (
        list(arguments[:1]) == ["serve"]
        and "--help" not in arguments
        and ("--site=portal" in arguments or ("--site", "portal") in pairwise(arguments))
    )


def run(arguments: Sequence[str]) -> int:
    """The exit code of a command line; for people, so a failure is said in one sentence."""
    from mingjian.conf.commands.failures import misuse, sentence

    try:
        return int(app(list(arguments), standalone_mode=False) or 0)
    except typer.Exit as leaving:
        return leaving.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:
        wrongly, said = misuse(error), sentence(error)
        if wrongly is None and said is None:
            raise
        typer.echo(wrongly or said, err=True)
        return 1 if wrongly is None else 2


def parted(arguments: Sequence[str]) -> tuple[Path | None, list[str]]:
    """The folder of `--data DIR`, wherever it stands, as it must be known before settings are read; and all the rest."""
    folder, rest, left = None, [], iter(arguments)
    for argument in left:
        if argument.startswith("--data="):
            folder = Path(argument.partition("=")[2])
        elif argument == "--data" and (given := next(left, None)) is not None:
            folder = Path(given)
        else:
            rest.append(argument)
    return folder, rest
