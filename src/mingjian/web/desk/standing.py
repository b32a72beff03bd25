"""Where a text stands between draft and issue, what changed since, and whether this officer may sign it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.report.freezing import changed, latest, thaw
from mingjian.report.issuing import Issue
from mingjian.report.models import Issued
from mingjian.web.desk.names import name
from mingjian.web.desk.scoping import Chosen
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Field
from mingjian.web.shared.parts import Link, Notice, Step, Track

ISSUERS = frozenset({"principal", "leader_in_charge"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a text stands on its way to issue: notices, the track, and what this officer may do now."""

    notices: tuple[Notice, ...]
    track: Track
    submit: str = ""
    action: str = ""
    corrects: bool = False
    heading: tuple[Field, ...] = ()


def may_issue(viewer: Any) -> bool:
    """Issue is signed by a leader of the commission."""
    return any(post.post in ISSUERS for post in viewer.posts)


def standing(viewer: Any, asked: Chosen, found: Issue) -> Standing:
    """Draft, checked, issued; after issue what has changed since."""
    last = latest(unit=asked.unit.pk, edition=found.edition.id, period=asked.period.code)
    changes = changed(last, found) if last else []
    differs = last is not None and (bool(changes) or thaw(last).text != found.text.plain())
    open_ = not found.obstacles and (last is None or differs) and may_issue(viewer)
    return Standing(
        notices=_notices(last, changes, differs),
        track=Track((
            Step(_("草稿"), "done"), Step(_("核对"), "current" if found.obstacles else "done"),
            Step(_("审签印发"), "done" if last and not differs else "coming" if found.obstacles else "current"),
        )),
        submit=(_("更正并印发新版") if last else _("审签并印发")) if open_ else "",
        action=asked.href("issue", found.edition.id), corrects=bool(last),
        heading=_heading(viewer, found) if open_ and found.edition.kind == "annual" else (),
    )  # fmt: skip


def _heading(viewer: Any, found: Issue) -> tuple[Field, ...]:
    return (
        Field(name="number", label=_("发文字号"), required=False, hint=_("如临纪〔2024〕3号；不填则空出"), limit=40),
        Field(name="signer", label=_("签发人"), value=name("officer", viewer.officer), limit=20),
        Field(name="addressee", label=_("主送机关"), value=found.above, required=False, limit=60),
    )  # fmt: skip


def _notices(last: Issued | None, changes: list[tuple[str, str, str]], differs: bool) -> tuple[Notice, ...]:
    if last is None:
        return ()
    link = Link(_("看印发件"), reverse("issued", args=[last.id]))
    if not differs:
        return (
            Notice(
                _("已于%(on)s印发第%(n)s版，其后各数没有变动。")
                % {"on": last.issued_on.isoformat(), "n": last.version},
                "ok",
                link,
            ),
        )
    listed = (
        _("正文")
        if not changes
        else phrases.clauses(f"{label} {before}→{after}" for label, before, after in changes[:5])
    )
    more = _("等%(n)s处") % {"n": len(changes)} if len(changes) > 5 else ""
    words = _("已于%(on)s印发第%(n)s版，其后有变动：%(listed)s%(more)s。印发件不变；要改须更正并印发新版。") % {
        "on": last.issued_on.isoformat(), "n": last.version, "listed": listed, "more": more}  # fmt: skip
    return (Notice(words, "warn", link),)
