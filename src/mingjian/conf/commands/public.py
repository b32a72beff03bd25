"""Serving the public site in a process of its own: with public keys, a spool and nothing else."""

from collections.abc import Sequence
from typing import Annotated

import typer
from django.conf import settings

from mingjian.vault.keys import KeyFolderError, load_public_keys

PORT = 8001
_alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


def serve_public(arguments: Sequence[str]) -> int:
    """The exit code of `mingjian serve --site portal`; one sentence on failure."""
    try:
        _alone(list(arguments[1:]), standalone_mode=False)
    except KeyFolderError as error:
        typer.echo(f"{error}举报网站只需要platform.public和custodian.public两个文件。", err=True)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        typer.echo(
            f"命令写法不对（{error.format_message().strip().rstrip('.')}）；见mingjian serve --help。",
            err=True,
        )
        return 2
    return 0


@_alone.command()
def _serve(
    site: Annotated[str, typer.Option()] = "portal",
    port: Annotated[int, typer.Option()] = PORT,
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    workers: Annotated[int, typer.Option()] = 1,
) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    load_public_keys(settings.MINGJIAN_KEYS)
    settings.MINGJIAN_PORTAL.mkdir(mode=0o700, parents=True, exist_ok=True)
    typer.echo(f"举报网站：http://{host}:{port}/  （Ctrl+C停止）")
    server = Granian("mingjian.conf.portal_wsgi:application", address=host, port=port, interface=Interfaces.WSGI,
                     workers=workers, blocking_threads=4, log_access=False)  # fmt: skip
    server.serve()
