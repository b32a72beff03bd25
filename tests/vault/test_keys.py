"""The key folder: made once, checked on every start; wrapped keys, derived keys, identities."""

import os
import stat
from dataclasses import replace

import pytest

from mingjian.vault import CannotOpen
from mingjian.vault.custodian import Cost, read_private_key
from mingjian.vault.envelope import new_key
from mingjian.vault.keys import KeyFolderError, create_keys, load_keys, load_public_keys, open_identity

SECRET = ["checkpoint.private", "custodian.private", "index.key", "platform.key", "platform.private"]
PUBLIC = ["checkpoint.public", "custodian.public", "platform.public"]
NEEDED = sorted({*SECRET, *PUBLIC} - {"custodian.private"})


def rewrite(path, text, mode=0o400):
    path.unlink()
    path.write_text(text)
    path.chmod(mode)


def test_created_folder_has_every_key_with_its_mode(folder):
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}

    assert modes == dict.fromkeys(SECRET, 0o400) | dict.fromkeys(PUBLIC, 0o444)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_create_never_overwrites(folder, passphrase):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for name in ("platform.key", "custodian.private"):
        path = folder / name
        others = [each for each in folder.iterdir() if each != path]
        for other in others:
            other.unlink()

        with pytest.raises(
            KeyFolderError, match=f"^密钥文件{path}已经存在，不会覆盖；如需新密钥请另选目录。$"
        ):
            create_keys(folder, custodian_passphrase=passphrase, cost=Cost(8, 1))

        assert {each.name: each.read_bytes() for each in folder.iterdir()} == {name: before[name]}
        for other in others:
            rewrite_bytes(other, before[other.name])


def rewrite_bytes(path, data):
    path.write_bytes(data)
    path.chmod(0o400)


def test_create_refuses_a_short_passphrase(tmp_path):
    with pytest.raises(KeyFolderError, match="^保管人口令太短，至少需要8个字符。$"):
        create_keys(tmp_path / "keys", custodian_passphrase="1234567")

    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize("name", NEEDED)
def test_load_refuses_a_missing_key(folder, name):
    (folder / name).unlink()

    with pytest.raises(KeyFolderError) as refused:
        load_keys(folder)

    assert str(refused.value) == f"缺少密钥文件{folder / name}，请从备份恢复，或先运行mingjian init。"


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "长度不对：应为64个十六进制数字，请从备份恢复。"),
        ("ab" * 31, "长度不对：应为64个十六进制数字，请从备份恢复。"),
        ("ab" * 33, "长度不对：应为64个十六进制数字，请从备份恢复。"),
        ("xy" * 32, "不是十六进制文本，请从备份恢复。"),
        ("密钥", "无法读取，请检查权限和内容。"),
        ("00" * 32, "是测试用的值，请换成mingjian init生成的密钥。"),
        (bytes(range(32)).hex(), "是测试用的值，请换成mingjian init生成的密钥。"),
    ],
)
def test_load_refuses_a_key_that_is_short_or_no_key(folder, name, text, why):
    rewrite(folder / name, text)

    with pytest.raises(KeyFolderError) as refused:
        load_keys(folder)

    assert str(refused.value) == f"密钥文件{folder / name}{why}"


@pytest.mark.parametrize("name", [name for name in NEEDED if not name.endswith(".public")])
@pytest.mark.parametrize("mode", [0o440, 0o404, 0o620])
def test_load_refuses_a_secret_that_others_can_read(folder, name, mode):
    (folder / name).chmod(mode)

    with pytest.raises(KeyFolderError) as refused:
        load_keys(folder)

    assert str(refused.value) == f"密钥文件{folder / name}可以被他人读取，请运行chmod 400。"


@pytest.mark.parametrize("name", ["platform.public", "checkpoint.public"])
def test_load_refuses_halves_that_are_no_pair(folder, name):
    rewrite(folder / name, os.urandom(32).hex())

    with pytest.raises(KeyFolderError) as refused:
        load_keys(folder)

    assert str(refused.value) == f"密钥文件{folder / name}与私钥不成对，请从备份恢复整个目录。"


def test_wrapped_key_opens_for_its_id_alone(keys, folder):
    key = new_key()
    wrapped = keys.wrap(key, b"m" * 16)

    assert load_keys(folder).unwrap(wrapped, b"m" * 16) == key
    with pytest.raises(CannotOpen):
        keys.unwrap(wrapped, b"n" * 16)


def test_rotation_of_the_platform_key_leaves_nothing_under_the_old_one(keys, tmp_path, passphrase):
    create_keys(tmp_path / "new", custodian_passphrase=passphrase, cost=Cost(8, 1))
    fresh, key = load_keys(tmp_path / "new"), new_key()
    old = keys.wrap(key, b"m" * 16)

    new = fresh.wrap(keys.unwrap(old, b"m" * 16), b"m" * 16)

    assert fresh.unwrap(new, b"m" * 16) == key
    with pytest.raises(CannotOpen):
        keys.unwrap(new, b"m" * 16)


def test_derived_keys_are_stable_and_all_different(keys, folder):
    names = ["bigrams", "names", "numbers", "bands", "tokens", "rows"]
    derived = [keys.derive(name) for name in names]

    assert [load_keys(folder).derive(name) for name in names] == derived
    assert len({*derived, keys.index}) == 7
    assert {len(key) for key in derived} == {32}


def test_derived_key_matches_the_golden_vector(keys):
    fixed = replace(keys, index=bytes(range(32)), _derived={})

    assert fixed.derive("bigrams").hex() == "2a6ca755c40f7625e96981a5a85a2b78599ab29c04f800b92e613e0e5949a817"


def test_identity_is_opened_by_the_custodian_and_by_nobody_else(keys, folder, place, passphrase):
    identity = "姓名：林秋石；电话：000".encode()
    sealed = keys.seal_identity(identity, place)
    private = read_private_key(folder / "custodian.private", passphrase)

    assert open_identity(private, sealed, place) == identity
    assert len(sealed) == len(keys.seal_identity(b"", place))
    for wrong in (keys.platform, keys.platform_private, keys.index, keys.checkpoint_private):
        with pytest.raises(CannotOpen, match="^信封打不开：私钥不对，或数据损坏。$"):
            open_identity(wrong, sealed, place)


def test_identity_moved_to_another_row_does_not_open(keys, folder, place, passphrase):
    private = read_private_key(folder / "custodian.private", passphrase)
    sealed = keys.seal_identity("林秋石".encode(), place)

    with pytest.raises(CannotOpen):
        open_identity(private, sealed, replace(place, row=b"o" * 16))


def test_identity_with_any_byte_changed_does_not_open(keys, folder, place, passphrase):
    private = read_private_key(folder / "custodian.private", passphrase)
    sealed = keys.seal_identity("林秋石".encode(), place)

    for at in range(len(sealed)):
        with pytest.raises(CannotOpen):
            open_identity(private, sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], place)
        with pytest.raises(CannotOpen):
            open_identity(private, sealed[:at], place)


def test_public_site_needs_public_halves_alone_and_cannot_open(keys, folder, place):
    for name in SECRET:
        (folder / name).unlink()

    public = load_public_keys(folder)
    sealed = public.seal_content("举报内容".encode(), place)

    assert keys.open_content(sealed, place) == "举报内容".encode()
    for known in (public.platform, public.custodian):
        with pytest.raises(CannotOpen):
            open_identity(known, sealed, place)


def test_keys_never_show_themselves(keys):
    assert keys.platform.hex() not in repr(keys)
    assert repr(keys.platform) not in repr(keys)


def test_custodian_key_needs_its_passphrase(folder, keys, passphrase):
    with pytest.raises(CannotOpen, match="^保管人口令不对，或密钥文件被改动。$"):
        read_private_key(folder / "custodian.private", passphrase + "4")


@pytest.mark.parametrize(
    "text", ["", "{}", '{"memory_kib": 1e12, "passes": 1, "salt": "00", "sealed": "00"}']
)
def test_custodian_key_that_is_damaged_is_named(folder, passphrase, text):
    path = folder / "custodian.private"
    rewrite(path, text)

    with pytest.raises(CannotOpen) as refused:
        read_private_key(path, passphrase)

    assert str(refused.value) == f"保管人密钥文件{path}缺失或损坏，请换用备份。"
