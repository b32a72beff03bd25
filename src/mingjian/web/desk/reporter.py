"""Who reports: typed once, sealed for the custodian with the act, shown on no page again."""

from django.utils.translation import gettext as _

from mingjian.parties.acts import Identity
from mingjian.web.desk.filling import Filled
from mingjian.web.shared.fields import Field
from mingjian.web.shared.parts import Fact

NAMES = ("reporter_name", "reporter_phone", "reporter_address")


def fields(filled: Filled) -> tuple[Field, ...]:
    """Name, telephone, address; a signed report needs the first two."""
    hint = _("填写后即封存，任何页面不再显示")
    labels = ((NAMES[0], _("举报人姓名"), hint), (NAMES[1], _("联系电话"), ""), (NAMES[2], _("联系地址"), ""))
    return tuple(
        Field(name=name, label=label, hint=note, required=False, value=filled.one(name),
              error=filled.errors.get(name, ""), width="medium")
        for name, label, note in labels
    )  # fmt: skip


def require(filled: Filled) -> None:
    """Note what a signed report lacks: a name and a way to reach whoever reports (JJKG)."""
    for name, label in ((NAMES[0], _("举报人姓名")), (NAMES[1], _("联系电话"))):
        if not filled.one(name):
            filled.errors[name] = _("实名举报请填写“%(field)s”。") % {"field": label}


def identity(filled: Filled) -> Identity | None:
    """What was typed, or nothing for an anonymous report."""
    words = {"name": filled.one(NAMES[0]), "phone": filled.one(NAMES[1]), "address": filled.one(NAMES[2])}
    kept = {key: text for key, text in words.items() if text}
    return Identity(kept) if kept else None


def promised(filled: Filled) -> tuple[Fact, ...]:
    """What the page before sending says of it: that it goes along, not what it is."""
    return (Fact(_("举报人"), _("身份信息随本件提交，单独封存")),) if identity(filled) else ()
