"""What the steps ask: the fields of each, what was answered, what is missing. Answers are texts by the name of the field."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingjian.channels.envelopes import LONGEST, PERSONS
from mingjian.web.shared.fields import Choice, Field

WHOM, WHAT, PAPERS, WHO, CHECK = 2, 3, 4, 5, 6
SHORTEST = 20
OF_PERSON = ("name", "unit", "post", "area")
Answers = dict[str, Any]
Errors = dict[str, str]


def titles() -> dict[int, str]:
    return {
        1: _("须知"),
        WHOM: _("反映谁或哪个单位"),
        WHAT: _("什么问题"),
        PAPERS: _("有关材料"),
        WHO: _("实名还是匿名"),
        CHECK: _("核对"),
    }


NAMES: Mapping[int, tuple[str, ...]] = {
    WHOM: ("unknown", *(f"{part}_{place}" for place in range(1, PERSONS + 1) for part in OF_PERSON)),
    WHAT: ("content_class", "text", "amount", "source"),
    PAPERS: ("no_papers",),
    WHO: ("signed", "name", "phone", "reach", "protection"),
}
LIMITS = {"reach": 200, "amount": 100, "source": 500}


def take(step: int, posted: QueryDict, answers: Answers) -> None:
    """Lay what a form says into the answers, in the place of what was there before."""
    for name in NAMES[step]:
        answers[name] = posted.get(name, "").replace("\r\n", "\n").strip()


def persons(answers: Answers) -> list[dict[str, str]]:
    """Those of whom anything is said."""
    found = [
        {part: answers.get(f"{part}_{place}", "") for part in OF_PERSON} for place in range(1, PERSONS + 1)
    ]
    return [person for person in found if any(person.values())]


def missing(step: int, answers: Answers, papers: Sequence[Any]) -> Errors:
    """What a step still lacks, by the field at which it is said."""
    errors = _CHECKS[step](answers, papers)
    for name in NAMES[step]:
        limit = LIMITS.get(name, 100)
        if name != "text" and len(answers.get(name, "")) > limit:
            errors[name] = ngettext("最多%(n)s字，请缩短。", "最多%(n)s字，请缩短。", limit) % {"n": limit}
    return errors


def _whom(answers: Answers, _papers: Sequence[Any]) -> Errors:
    is_said = any(person["name"] or person["unit"] for person in persons(answers))
    if is_said or answers.get("unknown"):
        return {}
    return {"name_1": _("请填写姓名或者单位；都不知道的，勾选“不知道是谁、哪个单位”。")}


def _what(answers: Answers, _papers: Sequence[Any]) -> Errors:
    errors = {} if answers.get("content_class") in content_classes() else {"content_class": _("请选择一项。")}
    length = len(answers.get("text", ""))
    if length < SHORTEST:
        said = ngettext("现有%(n)s字，请至少写20字。", "现有%(n)s字，请至少写20字。", length)
        errors["text"] = said % {"n": length}
    elif length > LONGEST:
        said = ngettext("现有%(n)s字，最多20000字，请缩短。", "现有%(n)s字，最多20000字，请缩短。", length)
        errors["text"] = said % {"n": length}
    return errors


def _material(answers: Answers, papers: Sequence[Any]) -> Errors:
    if papers or answers.get("no_papers"):
        return {}
    return {"papers": _("请选择文件；没有材料的，勾选“没有材料”。")}


def _who(answers: Answers, _papers: Sequence[Any]) -> Errors:
    if answers.get("signed") not in ("named", "anonymous"):
        return {"signed": _("请选择实名或者匿名。")}
    errors = {}
    if answers["signed"] == "named":
        if not answers.get("name"):
            errors["name"] = _("实名举报请填写姓名。")
        if not answers.get("phone"):
            errors["phone"] = _("实名举报请填写电话，以便告知受理情况、答复结果。")
    return errors


_CHECKS = {WHOM: _whom, WHAT: _what, PAPERS: _material, WHO: _who}


def content_classes() -> dict[str, tuple[str, str]]:
    return {
        "accusation": (_("检举控告"), _("党组织、党员、公职人员违纪、职务违法、职务犯罪")),
        "appeal": (_("申诉"), _("不服纪检监察机关给自己的处分或者其他处理")),
        "suggestion": (_("批评建议"), ""),
    }


def protections() -> dict[str, str]:
    return {
        "": _("不需要"),
        "threat": _("受到威胁"),
        "harm": _("人身、财产受到侵害"),
        "reprisal": _("受到打击报复"),
        "exposed": _("举报情况可能泄露"),
    }


def fields_of_persons(answers: Answers, errors: Errors) -> list[tuple[Field, ...]]:
    """A row of fields for each person named, one at least, one more where it was asked for."""
    last = max(
        [
            1,
            *(
                place
                for place in range(1, PERSONS + 1)
                if any(answers.get(f"{part}_{place}") for part in OF_PERSON)
            ),
        ]
    )
    shown = min(PERSONS, max(last, int(answers.get("rows") or 1)))
    labels = {"name": _("姓名"), "unit": _("单位"), "post": _("职务"), "area": _("地区")}
    return [
        tuple(_line(f"{part}_{place}", labels[part], answers, errors, width="full") for part in OF_PERSON)
        for place in range(1, shown + 1)
    ]


def fields_of_what(answers: Answers, errors: Errors) -> tuple[Field, ...]:
    return (
        _choice("content_class", _("属于哪一类"), content_classes(), answers, errors),
        Field(
            name="text", label=_("经过"), kind="words", value=answers.get("text", ""), error=errors.get("text", ""), limit=LONGEST,
            hint=_("何时、何地、何事，有谁知道。写20至20000字。不要写您自己的姓名、电话，后面另有地方填写。"),
        ),
        _line("amount", _("涉及金额"), answers, errors, hint=_("大概数也可以"), width="medium"),
        _line("source", _("怎么知道的"), answers, errors, hint=_("亲眼所见、听人说、看到材料等；不要写出能认出您的内容"), width="full"),
    )  # fmt: skip


def signed(answers: Answers, errors: Errors) -> Field:
    words = {
        "named": (_("实名"), _("我们在15个工作日内告知是否受理，并答复办理结果。")),
        "anonymous": (_("匿名"), _("不留姓名、电话，凭查询码查进展、补充材料。以后也可以凭查询码补充实名。")),
    }
    return _choice("signed", _("请选择"), words, answers, errors)


def fields_of_who(answers: Answers, errors: Errors) -> tuple[Field, ...]:
    """Asked of those who sign; each says why it is asked (RET-04)."""
    protection = {code: (label, "") for code, label in protections().items()}
    needed = _("（实名的必填）")
    return (
        _line(
            "name",
            _("姓名"),
            answers,
            errors,
            needed=needed,
            hint=_("只封给身份保管人，承办人员看不到"),
            width="medium",
        ),
        _line("phone", _("电话"), answers, errors, needed=needed, hint=_("用来告知和答复"), width="medium"),
        _line("reach", _("方便联系的时间和方式"), answers, errors, width="full"),
        _choice(
            "protection",
            _("需要保护的原因"),
            protection,
            {"protection": "", **answers},
            errors,
            required=False,
        ),
    )


def _line(name: str, label: str, answers: Answers, errors: Errors, **more: Any) -> Field:
    return Field(
        name=name,
        label=label,
        value=answers.get(name, ""),
        error=errors.get(name, ""),
        required=False,
        **more,
    )


def _choice(
    name: str,
    label: str,
    words: Mapping[str, tuple[str, str]],
    answers: Answers,
    errors: Errors,
    *,
    required: bool = True,
) -> Field:
    choices = tuple(
        Choice(code, said, answers.get(name) == code, hint) for code, (said, hint) in words.items()
    )
    return Field(
        name=name, label=label, kind="code", choices=choices, error=errors.get(name, ""), required=required
    )
