"""Whoever takes the public site takes nothing: it knows no cases, holds no key that opens, and tells no log (KEY-01, OPS-07, OPS-08)."""

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.signals import request_started

from mingjian.vault import CannotOpen
from mingjian.vault.boxes import open_for
from mingjian.vault.envelope import Place
from tests.channels.test_portal import Reporter
from tests.test_canary import traces
from tests.web.portal.reporter import NAMED, WHAT, WHOM, asks, fills, picture, reports, sends
from tests.web.portal.served import COMMAND, environment

LOADED = """
import importlib, json, os, pkgutil, sys
import mingjian.conf.portal_wsgi, mingjian.web.portal
for found in pkgutil.iter_modules(mingjian.web.portal.__path__):
    importlib.import_module("mingjian.web.portal." + found.name)
from django.conf import settings
from django.test import Client
statuses = [Client(HTTP_HOST="localhost").get(path).status_code for path in ("/", "/query/", "/nowhere/")]
print(json.dumps([statuses, settings.DATABASES, sorted(name for name in sys.modules if name.startswith("mingjian."))]))
"""


def test_process_loads_no_room_of_cases_and_opens_no_database(tmp_path, settings):
    env = environment(tmp_path, Path(settings.MINGJIAN_KEYS))
    said = subprocess.run([sys.executable, "-c", LOADED], env=env, capture_output=True, check=True).stdout

    statuses, databases, modules = json.loads(said.splitlines()[-1])
    assert statuses == [200, 200, 404]
    assert {database["ENGINE"] for database in databases.values()} <= {"django.db.backends.dummy"}
    rooms = {name.split(".")[1] for name in modules}
    assert rooms == {"channels", "conf", "law", "vault", "web"}
    assert {name for name in modules if name.startswith("mingjian.channels.")} == {
        "mingjian.channels.answers", "mingjian.channels.envelopes"}  # fmt: skip
    assert {name.split(".")[2] for name in modules if name.startswith("mingjian.web.")} == {
        "portal",
        "shared",
    }


def test_without_its_two_public_keys_it_does_not_start(tmp_path, settings):
    env = environment(tmp_path, Path(settings.MINGJIAN_KEYS))
    (tmp_path / "keys" / "custodian.public").unlink()

    done = subprocess.run([*COMMAND, "serve", "--site", "portal"], env=env, capture_output=True)

    assert done.returncode == 1
    assert "custodian.public" in done.stderr.decode() and "Traceback" not in done.stderr.decode()


def test_nothing_that_lies_on_the_machine_opens_an_envelope(tmp_path, settings):
    """With every file of the site's folders and every key among them: no part of an envelope opens."""
    environment(tmp_path, Path(settings.MINGJIAN_KEYS))
    reporter = Reporter(tmp_path / "portal")
    letter = reporter.sends(
        papers=[("说明.txt", b"one")], identity={"name": "孙小某", "phone": "13800001234"}
    )
    with ZipFile(tmp_path / "portal" / "in" / f"{letter.id.hex}.envelope") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    held = [bytes.fromhex(path.read_text().strip()) for path in (tmp_path / "keys").iterdir()]

    assert (set(parts), len(held)) == ({"letter", "paper-1", "identity"}, 2)
    for key in held:
        for name, sealed in parts.items():
            with pytest.raises(CannotOpen):
                open_for(key, sealed, Place("portal", name, letter.id.bytes, letter.id.bytes))


CANARIES = {name: f"金丝雀{name}栖于梧桐" for name in ("who", "unit", "post", "area", "text", "amount", "source", "file", "paper", "name",
                                                   "reach", "added", "addedname")}  # fmt: skip


def test_nothing_that_was_typed_lies_in_clear_anywhere(site, spool, caplog):
    """Neither while it is filled in nor afterwards: not in the session, the spool, a name of a file, a log, an address."""
    caplog.set_level("DEBUG")
    said, asked = CANARIES, []

    def note(environ, **_more):
        asked.append(f"{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}")

    request_started.connect(note)
    try:
        whom = {"name_1": said["who"], "unit_1": said["unit"], "post_1": said["post"], "area_1": said["area"]}
        what = {**WHAT, "text": said["text"] * 3, "amount": said["amount"], "source": said["source"]}
        papers = {"papers": picture(f"{said['file']}.jpg", b"\xff\xd8\xff" + said["paper"].encode())}
        fills(
            site,
            whom=whom,
            what=what,
            papers=papers,
            who={**NAMED, "name": said["name"], "reach": said["reach"]},
        )
        half = everything(spool)
        code = sends(site)
        asks(site, code)
        site.post("/box/", {"text": said["added"], "name": said["addedname"], "phone": "13900005678"})
        site.get("/nowhere/")
    finally:
        request_started.disconnect(note)

    sinks = [
        *half,
        *everything(spool),
        ("log", caplog.text.encode()),
        ("addresses", "\n".join(asked).encode()),
    ]
    words = [*said.values(), code, code.replace(" ", "").replace("-", ""), "13900005678"]
    assert len(sinks) > 6 and len(asked) > 10
    assert [(sink, word) for word in words for sink, data in sinks if traces(data, word)] == []


def everything(folder: Path) -> list[tuple[str, bytes]]:
    """Every file with its name and its bytes."""
    return [
        (path.name, str(path).encode() + path.read_bytes()) for path in folder.rglob("*") if path.is_file()
    ]


def test_times_of_files_say_the_hour_and_no_more(site, spool):
    code = reports(site, whom=WHOM)
    asks(site, code)

    lasting = [path for name in ("in", "boxes") for path in (spool / name).iterdir()]
    assert len(lasting) == 3
    assert {path.stat().st_mtime % 3600 for path in lasting} == {0.0}
