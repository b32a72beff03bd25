"""Settings of the tests: those of the product, with a data and key folder of their own for each process."""

import atexit
import os
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

from mingjian.vault.custodian import Cost
from mingjian.vault.keys import create_keys

_FOLDER = Path(tempfile.mkdtemp(prefix="mingjian-tests-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ["MINGJIAN_DATA"] = str(_FOLDER)
# As in a demo; tests of signing in, and those of the second factor, ask for it as the product does.
os.environ["MINGJIAN_SECOND_FACTOR"] = "offered"
create_keys(_FOLDER / "keys", custodian_passphrase="只在测试中使用的口令", cost=Cost(memory_kib=8, passes=1))
# Always the same: which of two similar texts meet in a band depends on it, in two runs of a hundred otherwise.
_INDEX = _FOLDER / "keys" / "index.key"
_INDEX.chmod(0o600)
_INDEX.write_text(sha256(b"the index of the tests").hexdigest())
_INDEX.chmod(0o400)
(_FOLDER / "keys" / "session.key").write_text("0123456789abcdef" * 4)

from mingjian.conf.settings import *  # noqa: E402, F403

# The product's way to keep a password, at the least cost: a city of tests signs in seventeen officers at a quarter of a second each.
PASSWORD_HASHERS = ["tests.quick.QuickArgon2"]
