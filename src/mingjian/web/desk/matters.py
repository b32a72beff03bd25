"""One matter, whole: where it stands, its clocks, its acts as a file, its people, where it comes from and goes to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingjian.law.judge import Actor
from mingjian.law.position import Done, Position, opening_version, replay
from mingjian.ledger import journal, mine
from mingjian.ledger.access import Reach
from mingjian.ledger.history import acts_of, done_of
from mingjian.ledger.loading import surroundings
from mingjian.ledger.models import Leaf, Matter
from mingjian.ledger.models import Link as LinkRow
from mingjian.ledger.record import hindered
from mingjian.ledger.rights import Duties
from mingjian.ledger.sealing import title
from mingjian.ledger.viewer import Viewer
from mingjian.org.authority import Place
from mingjian.parties.models import Role
from mingjian.parties.persons import names as person_names
from mingjian.parties.persons import organisation_name
from mingjian.parties.queries import complainants_of, roles_on
from mingjian.web.desk import clocks, habits, pages, papers, summaries
from mingjian.web.desk.entries import File, entries
from mingjian.web.desk.frames import code_words, kind_label, language, mark, role_words, secrecy_words
from mingjian.web.desk.names import name
from mingjian.web.desk.officer import DeskRequest, for_officers, reached
from mingjian.web.desk.possible import possible, veiled
from mingjian.web.desk.tracks import track
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Action, Chip, Fact, Head, Link, Notice

PAGE = 100  # entries of a long file on one page


def position_of(viewer: Viewer, matter: Matter, rows: Sequence[dict[str, object]]) -> Position:
    """The position by replay of the acts that the page shows anyway."""
    acts = [done_of(row) for row in rows]
    blank = Position(viewer.book.bound(matter.kind, matter.procedure), viewer.book)
    return replay(opening_version(blank, acts), viewer.book, acts)


def actor(viewer: Viewer, matter: Matter) -> Actor:
    """The viewer as the law sees him with regard to this matter, today."""
    place = Place(matter.unit_id, matter.department_id, matter.handler_id, surroundings(matter.id).team)
    return Actor(str(viewer.officer), viewer.powers_at(place), Duties().done_by(viewer.officer, matter.id))


@for_officers
def matter(request: DeskRequest, matter: UUID) -> HttpResponse:
    """The page of a matter; reading its content is an entry of the journal before it leaves the server."""
    found, how_far = reached(request, matter)
    rows = acts_of(found.id)
    position = position_of(request.viewer, found, rows)
    file = File(found, request.viewer, rows, content=how_far.content)
    if how_far.content:
        journal.note(
            "read",
            officer=request.viewer.officer,
            outcome="done",
            matter=found.id,
            details={"view": "matter"},
        )
    return render(request, "desk/matter.html", {"page": _page(request, found, how_far, file, position)})


def _page(
    request: DeskRequest, found: Matter, how_far: Reach, file: File, position: Position
) -> pages.Matter:
    viewer = request.viewer
    urgent = clocks.most_urgent(position.clocks, viewer.book, viewer.on)
    actions, blocked = possible(
        position, found, actor(viewer, found), viewer.on, content=how_far.content,
        hindered=lambda act: veiled(viewer, found.unit_id, hindered(found, position, act, by=viewer.officer, on=viewer.on, acts=file.rows)),
    )  # fmt: skip
    newest_first = _order(request)
    fresh = request.session.pop("fresh", {}).get(str(found.id)) if "fresh" in request.session else None
    listed = entries(file, position, fresh=fresh)
    shown, older = _paged(request, listed, newest_first)
    before, following = habits.neighbours(request, found.id)
    return pages.Matter(
        head=_head(request, found, how_far, fresh),
        number=found.number,
        kind=kind_label(viewer, found.kind),
        lamp=clocks.standing(urgent, found, viewer.book, viewer.on),
        title=_title(viewer, found, how_far),
        facts=facts(viewer, found),
        track=track(position, file.done, _law(found)),
        sections=_sections(found, file),
        content=how_far.content,
        summary=_summary(file, position),
        entries=tuple(shown),
        due=next((action for action in actions if action.primary), None),
        actions=tuple(actions),
        briefs=tuple(action for action in actions if action.brief),
        blocked=tuple(blocked),
        clocks=tuple(
            clocks.drawn(clock, viewer.book, viewer.on, found.id)
            for clock in _ordered(position)
            if clock.is_open
        ),
        finished_clocks=tuple(
            clocks.drawn(clock, viewer.book, viewer.on, found.id)
            for clock in position.clocks
            if not clock.is_open
        ),
        people=_people(viewer, found, how_far, file, actions),
        lineage=reverse("matter_section", args=[found.id, "lineage"]),
        documents=papers.table(file) if how_far.content else None,
        generate=papers.links(viewer, found, file) if how_far.content else (),
        looked=reverse("matter_section", args=[found.id, "looked"]) if how_far.content else "",
        printing=reverse("matter_print", args=[found.id]) if how_far.content else "",
        orders=_orders(newest_first),
        older=older,
        verified=verified(found),
        verify=reverse("verify_matter", args=[found.id]),
        before=before,
        following=following,
    )


def _title(viewer: Viewer, found: Matter, how_far: Reach) -> str:
    if how_far.content:
        return title(found)
    if found.step in viewer.book.sealed_steps(found.kind):
        return _("（密封件，本机关不拆阅）")
    return _("（标题只对承办和审批人员显示）")


def _head(request: DeskRequest, found: Matter, how_far: Reach, fresh: int | None) -> Head:
    kind = kind_label(request.viewer, found.kind)
    notices = ()
    said = request.session.pop("done", None) if fresh else None
    if said:
        notices = (Notice(said, "ok"), *_opened(request.viewer, found, fresh))
    return Head(
        title=f"{found.number} {kind}",
        crumbs=(Link(kind, habits.back_to(request, found.kind, found.id)), Link(found.number, "")),
        notices=notices,
        secrecy=secrecy(request.viewer, found),
        mark=mark(request) if how_far.content else None,
    )


def _opened(viewer: Viewer, found: Matter, seq: int | None) -> Iterator[Notice]:
    """The matters that the officer's act has begun, where the work goes on: by number, and to be opened if he sees them."""
    links = LinkRow.objects.filter(origin=found.id, act__matter=found.id, act__seq=seq)
    began = [link.target for link in links.select_related("target").order_by("pk")]
    within = mine.within(viewer, [one.id for one in began])
    for one in began:
        there = Link(one.number, reverse("matter", args=[one.id])) if one.id in within else None
        words = {"kind": kind_label(viewer, one.kind), "number": "" if there else one.number}
        yield Notice(_("由此立有%(kind)s%(number)s。") % words, "info", there)


def secrecy(viewer: Viewer, found: Matter) -> str:
    return secrecy_words(viewer.book, found.secrecy)


def facts(viewer: Viewer, found: Matter) -> tuple[Fact, ...]:
    handled = " ".join(
        part for part in (name("department", found.department_id), name("officer", found.handler_id)) if part
    )
    procedure = _("%(kind)s%(day)s版") % {"kind": kind_label(viewer, found.kind), "day": found.procedure}
    return (
        Fact(_("承办"), handled or _("待分办")),
        Fact(_("办理单位"), name("unit", found.unit_id)),
        Fact(_("登记日"), day=found.opened_on),
        Fact(_("适用规程"), procedure),
    )


def _sections(found: Matter, file: File) -> tuple[Link, ...]:
    count = sum(len(items) for items in file.papers.values())
    return (
        Link(_("概况"), "#summary"),
        Link(_("卷宗"), "#file", count=len(file.done)),
        Link(_("文书材料"), "#documents", count=count),
        *([Link(_("涉及人员和单位"), "#people")] if file.content else []),
        Link(_("来龙去脉"), "#lineage"),
        Link(_("查阅记录"), "#looked"),
        *(summaries.link(found) if file.content else ()),
    )


def _summary(file: File, position: Position) -> tuple[Fact, ...]:
    """The latest value of every declared code and date, how often the acts that repeat were done and what the last one said,
    and the text with which the matter began.
    """
    elsewhere = _said_of_others(position)
    own = {name: value for name, value in position.facts.items() if name not in elsewhere}
    standing = _standing(file, position)
    own |= _who_led(position, standing)
    groups = _groups(file, position, standing)
    elsewhere |= groups.keys()
    repeated = _repeated(file, standing, own)
    again = {act.seq for acts in repeated for act in acts}
    elsewhere |= _given(act for act in standing if act.seq in again) - _given(
        act for act in standing if act.seq not in again
    )
    facts = file.speaker.facts({name: value for name, value in own.items() if name not in elsewhere})
    facts += [fact for found in groups.values() for fact in found]
    facts += [_last_said(file, acts) for acts in repeated]
    opening = file.words.get(1, {})
    text = opening.get("content") or opening.get("summary") or ""
    return (Fact(_("内容"), text, wide=True), *facts) if text else tuple(facts)


def _who_led(position: Position, standing: Sequence[Done]) -> dict[str, Any]:
    """Whoever bears a name of the kind's own (组长) and has handed the matter on, as last named."""
    if position.facts.get("handler") or "handler" not in position.bound.procedure.fields:
        return {}
    named = (act.details["handler"] for act in reversed(standing) if act.details.get("handler"))
    return {"handler": leader} if (leader := next(named, None)) else {}


def _groups(file: File, position: Position, standing: Sequence[Done]) -> dict[str, list[Fact]]:
    """Officers whom different acts named for different work (审查调查、审理), each under its act; who is named with a reason
    takes the place of others. Who acted together in one act (officers) is told by its entry.
    """
    fields, found = position.bound.fields, {}
    for key in (key for key, declared in fields.items() if declared.type == "officers" and key != "officers"):
        given = {act.act: act for act in standing if act.details.get(key)}
        rules = {code: rule for code, act in given.items() if (rule := file.rule(act.seq)) is not None}
        asked = {code: [item.name for item in rule.fields] for code, rule in rules.items()}
        if len(rules) < 2 or any("reason" in names or key not in names for names in asked.values()):
            continue
        label = fields[key].say(language())
        found[key] = [
            Fact(label + phrases.aside(rule.say(language())), file.speaker.say(key, given[code].details[key]))
            for code, rule in rules.items()
        ]
    return found


def _standing(file: File, position: Position) -> list[Done]:
    """The acts that were neither annulled nor still wait for approval, as they were corrected."""
    return [
        act._replace(details={**act.details, **position.corrected.get(act.seq, {})})
        for act in file.done
        if act.seq not in position.annulled and act.seq not in position.proposals
    ]


def _given(acts: Iterable[Done]) -> set[str]:
    return {name for act in acts for name in act.details}


def _repeated(file: File, standing: Sequence[Done], latest: Mapping[str, Any]) -> list[list[Done]]:
    """Acts that may be done again and again where the matter stands, of which the latest values tell the last one only.

    A proposal made again takes the place of the one before.
    """
    done: dict[str, list[Done]] = defaultdict(list)
    for act in standing:
        done[act.act].append(act)
    found = []
    for acts in done.values():
        rule = file.rule(acts[-1].seq)
        if rule is None or rule.approval or not _tells_more(acts[:-1], latest, file):
            continue
        if rule.to is None or rule.targets() & set(rule.from_):
            found.append(acts)
    return found


def _last_said(file: File, acts: Sequence[Done]) -> Fact:
    """How often an act was done, and what was said the last time: values of different times never stand side by side."""
    last, n = acts[-1], len(acts)
    rule = file.rule(last.seq)
    label = rule.say(language()) if rule else last.act
    said = phrases.clauses(
        phrases.named(fact.label, fact.value) for fact in file.speaker.facts(last.details, rule)
    )
    words = ngettext("共%(n)s次，最近一次%(day)s", "共%(n)s次，最近一次%(day)s", n)
    words = words % {"n": n, "day": last.details.get("on", last.on)}
    return Fact(label, phrases.named(words, said) if said else words, wide=True)


def _tells_more(acts: Sequence[Done], latest: Mapping[str, Any], file: File) -> bool:
    say = file.speaker.say
    said = [(name, value) for act in acts for name, value in act.details.items() if name in latest]
    return any(say(name, value) != say(name, latest[name]) for name, value in said)


def _said_of_others(position: Position) -> set[str]:
    """Fields that are asked only by acts which open another matter beside this one, or speak of one entry of the file:
    what they say is true of that.
    """
    fields, found = position.bound.fields, {True: set[str](), False: set[str]()}
    for act in position.bound.acts.values():
        names = {item.name for item in act.fields}
        is_aside = act.to is None and (act.opens is not None or any(fields[name].of for name in names))
        found[is_aside] |= names
    return found[True] - found[False]


def _ordered(position: Position) -> list:  # type: ignore[type-arg]
    return sorted(
        position.clocks,
        key=lambda clock: (clock.state != "running", clock.due_day if clock.due else position.opened_on),
    )


def _paged(request: DeskRequest, listed: list, newest_first: bool) -> tuple[list, Link | None]:  # type: ignore[type-arg]
    """A hundred entries at a time; `before` is the number below which the next ones lie."""
    before = request.GET.get("before", "")
    if before.isdecimal():
        listed = [entry for entry in listed if entry.number < int(before)]
    shown, rest = listed[-PAGE:], listed[:-PAGE]
    label = ngettext("更早的%(n)s条", "更早的%(n)s条", len(rest)) % {"n": len(rest)}
    older = Link(label, f"?before={shown[0].number}#file") if rest else None
    return (shown[::-1] if newest_first else shown), older


def _order(request: DeskRequest) -> bool:
    """Whether the newest entry stands first: as the officer chose last, here or in another matter."""
    asked = request.GET.get("order")
    if asked in ("old", "new") and (asked == "old") != habits.of(request, habits.FILE).is_oldest_first:
        habits.keep(request, habits.FILE, is_oldest_first=asked == "old")
    return not habits.of(request, habits.FILE).is_oldest_first


def _law(found: Matter) -> str:
    """The procedure under the version that binds, with the way of this matter marked on it."""
    query = urlencode({"on": found.procedure.isoformat(), "m": str(found.id)})
    return f"{reverse('lawbook_entry', args=['procedures', found.kind])}?{query}"


def _orders(newest_first: bool) -> tuple[Link, ...]:
    return Link(_("新的在上"), "?order=new#file", current=newest_first), Link(
        _("旧的在上"), "?order=old#file", current=not newest_first
    )


def _mentioned(file: File, identify: Link | None) -> list[pages.PersonLine]:
    """Persons as the papers name them, as long as nobody has said who they are; beside the first where that is done."""
    return [
        pages.PersonLine(matters=None if n else identify, chip=Chip(one["name"] or one["unit"], kind="concerned"), role=said + phrases.aside(_("身份未确认")),
                         post=" ".join(part for part in (one["unit"] if one["name"] else "", one["post"]) if part))
        for n, (said, one) in enumerate(file.mentioned())
    ]  # fmt: skip


def _people(
    viewer: Viewer, found: Matter, how_far: Reach, file: File, actions: Sequence[Action]
) -> tuple[pages.PersonLine, ...]:
    """Persons concerned with role and rank on this matter; whoever reports is one sealed line."""
    if not how_far.content:
        return ()
    here = reverse("identify", args=[found.id])
    identify = next((Link(action.label, here) for action in actions if action.href == here), None)
    roles = roles_on(found.id)
    words = person_names([role.person for role in roles if role.person is not None])
    lines = [
        pages.PersonLine(
            chip=_party(found, role, words),
            role=role_words(viewer.book, found, role.role) or role.role,
            rank=code_words(viewer.book, "rank_class", role.rank_class),
        )
        for role in roles
    ] or _mentioned(file, identify)
    if complainants_of(found):
        lines.append(
            pages.PersonLine(
                chip=Chip(_("举报人"), _("已封存"), kind="sealed"), role=_("身份信息由保管人保管")
            )
        )
    return tuple(lines)


def _party(found: Matter, role: Role, words: Mapping[UUID, str]) -> Chip:
    """Somebody who is identified, with the way to his file (which asks for the purpose), or to the unit's page."""
    if role.person_id is None:
        href = reverse("organisation", args=[role.organisation_id])
        return Chip(organisation_name(role.organisation), kind="concerned", href=href)
    query = urlencode({"purpose": "matter", "about": str(found.id)})
    href = f"{reverse('person_purpose', args=[role.person_id])}?{query}"
    return Chip(words[role.person_id], kind="concerned", href=href)


def verified(found: Matter) -> str:
    """What the foot of the file says of its chain and of the last checkpoint that covers it."""
    last = Leaf.objects.filter(act__matter=found).order_by("-number").first()
    if last is None:
        return ngettext("本卷%(n)s条，尚未存证", "本卷%(n)s条，尚未存证", found.seq) % {"n": found.seq}
    return _("本卷%(n)s条，已存证至第%(leaf)s号") % {"n": found.seq, "leaf": last.number}
