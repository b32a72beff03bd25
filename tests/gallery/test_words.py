"""Words: every text has an English twin, no Chinese text escapes translation, no word is used that the design forbids."""

import ast
import re
import shutil
import subprocess
import sys
from gettext import GNUTranslations
from pathlib import Path

import pytest

import mingjian.web

WEB = Path(mingjian.web.__file__).parent
PARTS = ("shared", "desk", "account", "office", "portal")
CATALOGUE = WEB / "locale/en/LC_MESSAGES/django.po"
TEMPLATES = sorted(path for part in PARTS for path in (WEB / part / "templates").rglob("*.html"))
HAN = r"[\u3400-\u9fff]"
OWN_NAMES = {"明鉴", "中", "文", "中文"}
FORBIDDEN = "确定 点击这里 登陆 其它 帐号 亲， 您好 非法 抱歉 不可篡改 经办 办理人 嫌疑人 犯人 问题干部 告状 刚刚 昨天 昨日 ！"


def _entries() -> list[tuple[str, list[str]]]:
    blocks = CATALOGUE.read_text(encoding="utf-8").split("\n\n")[1:]
    return [
        (
            re.search(r'^msgid "(.*)"$', block, re.M).group(1),
            re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', block, re.M),
        )
        for block in blocks
        if block.strip()
    ]


def test_every_text_has_an_english_twin():
    wanting = [text for text, twins in _entries() if not twins or not all(twins)]

    assert wanting == []
    assert len(_entries()) > 200


def test_compiled_catalogue_is_the_written_one():
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)

    for text, twins in _entries():
        if len(twins) == 1:
            assert compiled.gettext(text) == twins[0]
        else:
            assert [compiled.ngettext(text, text, n) for n in (1, 2)] == twins


def test_catalogue_holds_every_text_of_templates_and_code(tmp_path):
    if not shutil.which("xgettext"):
        pytest.skip("no gettext on this machine: apt install gettext")
    for part in PARTS:
        shutil.copytree(WEB / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "static"))
    (tmp_path / "locale").mkdir()
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    command = ["-m", "django", "makemessages", "-l", "en", "--no-location", "--no-wrap"]
    subprocess.run([sys.executable, *command], cwd=tmp_path, env=environment, check=True, capture_output=True)

    made = (tmp_path / "locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    texts = set(re.findall(r'^msgid "(.+)"$', made, re.M))
    assert texts == {text for text, _ in _entries()}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_has_no_chinese_outside_translation(path):
    text = path.read_text(encoding="utf-8")
    for pattern in (
        r"\{% comment %\}.*?\{% endcomment %\}",
        r"\{#.*?#\}",
        r"\{% blocktranslate.*?\{% endblocktranslate %\}",
        r"\{%.*?%\}",
    ):
        text = re.sub(pattern, "", text, flags=re.S)

    assert set(re.findall(f"{HAN}+", text)) <= OWN_NAMES


# What is written into files and papers, matched in what people type, or stands for a mark of the page's language.
UNTRANSLATED = {
    "account/mailing.py", "account/profile.py", "account/factor.py", "desk/papers.py", "desk/searching.py", "desk/sheet_words.py",
    "shared/phrases.py", "shared/reading.py", "shared/differing.py", "desk/work.py", "desk/slot_names.py",
}  # fmt: skip
# Words of an act that says nothing else, stock phrases, what the next page adds, units of figures, sheets that are read in Chinese,
# marks in the text of a report, which the register keeps in Chinese.
DATA = {
    "同意。",
    "不同意。",
    "拟同意，请审示。",
    "请补充材料后再报。",
    "（待写）",
    "标题",
    "件",
    "部门",
    "元",
    "件次",
    "人",
    "人次",
    "条",
    "《",
    "》",
    "，",
    "。",
    "（",
    "）",
    "；",
    "、",
    "〔已移到身份信息〕",
    "〔举报人已删去〕",
}
TRANSLATED = {"_", "gettext", "ngettext", "gettext_noop", "whole"}


@pytest.mark.parametrize("part", PARTS)
def test_code_has_no_chinese_outside_translation(part):
    """A sentence put together by the code itself stays Chinese on an English page."""
    left = {}
    for path in sorted((WEB / part).rglob("*.py")):
        name = str(path.relative_to(WEB))
        if path.name == "models.py" or "migrations" in path.parts or name in UNTRANSLATED:
            continue
        found = [
            words for words in _spoken(path) if re.search(HAN[:-1] + "\\u3001-\\u303f\\uff01-\\uff5e]", words)
        ]
        if untranslated := [words for words in found if words not in DATA]:
            left[name] = untranslated

    assert left == {}


def _spoken(path: Path) -> list[str]:
    """Text of a module but its docstrings and what is handed to translation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TRANSLATED:
            silent |= {id(inner) for given in node.args for inner in ast.walk(given)}
    texts = (
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return [node.value for node in texts if id(node) not in silent]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_says_what_it_takes(path):
    text = path.read_text(encoding="utf-8")

    assert re.search(r"Context:|Takes no context", text), "say at the head what the template takes"


def test_texts_keep_the_rules_of_writing():
    for text, _twins in _entries():
        bare = re.sub(r"%\(\w+\)s", "", text)
        assert not re.search(f"{HAN}[,;:?!()]|[,;:?!(]{HAN}", bare), text
        assert not re.search(f"{HAN} +[0-9A-Za-z]|[0-9A-Za-z] +{HAN}", bare), text
        assert not [word for word in FORBIDDEN.split() if word in text], text


QUOTING = sorted(
    path
    for place in ("src", "docs")
    for path in (WEB.parents[2] / place).rglob("*")
    if path.suffix in (".py", ".html", ".yaml", ".po", ".md")
)


def test_quotation_marks_are_those_of_the_standard_and_look_at_each_other():
    """GB/T 15834: double ones, single ones within; each line of a source holds whole pairs."""
    wrong = [
        f"{path.name}: {line.strip()}"
        for path in QUOTING
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search("[「」『』]", line) or not _are_pairs(line)
    ]

    assert wrong == []


def _are_pairs(line: str) -> bool:
    marks = re.sub("[^“”‘’]", "", re.sub("(?<=[a-z])’(?=s)", "", line))  # an English genitive is no pair
    while marks != (fewer := re.sub("“(‘’)*”|^(‘’)+$", "", marks)):
        marks = fewer
    return marks == ""
