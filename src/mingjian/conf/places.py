"""Where data, keys and the database are: from the environment, else one folder beside the caller."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def data_folder() -> Path:
    """The folder of data: MINGJIAN_DATA, else `data` in the present folder."""
    return Path(os.environ.get("MINGJIAN_DATA", "data")).absolute()


def keys_folder() -> Path:
    """Keys lie outside the database: MINGJIAN_KEYS, else `keys` in the data folder."""
    return Path(os.environ.get("MINGJIAN_KEYS", data_folder() / "keys")).absolute()


def portal_folder() -> Path:
    """What passes between the public site and the register: MINGJIAN_PORTAL, else `portal` in the data folder."""
    return Path(os.environ.get("MINGJIAN_PORTAL", data_folder() / "portal")).absolute()


def demo_clock(folder: Path) -> tuple[datetime, datetime] | None:
    """The two instants in the file `demo` of a demo's folder (UTC): where its clock stands, when it was built."""
    path = folder / "demo"
    if not path.is_file():
        return None
    stands, built = path.read_text(encoding="ascii").split()
    return datetime.fromisoformat(stands).astimezone(UTC), datetime.fromisoformat(built).astimezone(UTC)


def choice(name: str, allowed: tuple[str, ...], usual: str) -> str:
    """A setting with few values; anything else ends the program with one sentence."""
    value = os.environ.get(name, usual)
    if value not in allowed:
        raise SystemExit(f"环境变量{name}“{value}”不对；可用：{'、'.join(allowed)}。")
    return value


def database() -> dict[str, Any]:
    """The database of MINGJIAN_DATABASE (postgresql://user:password@host:port/name), else SQLite in the data folder."""
    address = os.environ.get("MINGJIAN_DATABASE", "")
    if not address:
        return _sqlite(data_folder() / "mingjian.sqlite3")
    parts = urlsplit(address)
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(parts)
    if parts.scheme == "sqlite":
        return _sqlite(Path(parts.path))
    raise SystemExit(
        f"MINGJIAN_DATABASE“{address}”不对；请写成postgresql://用户:密码@主机:端口/库名，或删去该变量使用SQLite。"
    )


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # The file is read where it lies in memory, up to 256 MiB: a seventh less time for what reads much.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
            " PRAGMA mmap_size=268435456;",
        },
    }


def _postgresql(parts: Any) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        # Statements that come again and again are planned once for each connection: an act takes a third less time. They are
        # many and short; to compile one of the longest (what is late, of a million matters) took eight times as long as to run it.
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 5,
            "options": "-c jit=off -c random_page_cost=1.1",
        },
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
