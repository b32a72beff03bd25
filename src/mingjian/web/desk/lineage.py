"""Where a matter comes from and what came from it: only matters within reach, nothing hints at others.

Beside them those that the viewer began by his own act: he knows their numbers, but not what became of them.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.ledger import mine
from mingjian.ledger.models import Link as LinkRow
from mingjian.ledger.models import Matter
from mingjian.ledger.viewer import Viewer
from mingjian.web.desk import clocks
from mingjian.web.desk.frames import code_words, kind_label, language
from mingjian.web.desk.lines import open_clocks
from mingjian.web.shared.graph import Edge, Graph, Node

FARTHEST = 4  # links from the matter on which the page stands


def graph(viewer: Viewer, matter: Matter) -> Graph | None:
    """The drawing, or nothing for a matter that stands alone."""
    links = _links(matter.id)
    within = mine.within(viewer, _ends(links)).keys() | {matter.id}
    known = _begun(viewer, links) - within
    drawn = _joined(matter.id, [link for link in links if _ends([link]) <= within | known])
    if not drawn:
        return None
    shown = Matter.objects.in_bulk(_ends(drawn))
    running = open_clocks(shown.keys() & within)
    return Graph(
        caption=_("来龙去脉"),
        nodes=tuple(
            _known(viewer, shown[one])
            if one in known
            else _node(viewer, shown[one], running.get(one, []), here=one == matter.id)
            for one in sorted(shown)
        ),
        edges=tuple(
            Edge(
                str(link.origin_id),
                str(link.target_id),
                code_words(viewer.book, "link", link.kind),
            )
            for link in drawn
        ),
    )


def beside(viewer: Viewer, matter: UUID, handler: int) -> list[str]:
    """The numbers of the open matters tied to this one that an officer handles, as far as the viewer knows of them."""
    ends = _ends(LinkRow.objects.filter(origin=matter)) | _ends(LinkRow.objects.filter(target=matter))
    within = mine.within(viewer, ends - {matter})
    found = Matter.objects.filter(pk__in=list(within), handler=handler, closed_on=None)
    return list(found.order_by("number").values_list("number", flat=True))


def _links(start: UUID) -> list[LinkRow]:
    """Links around a matter, breadth first, at most a few steps away."""
    found: dict[int, LinkRow] = {}
    seen, edge = {start}, {start}
    for _step in range(FARTHEST):
        every = LinkRow.objects.select_related("origin").annotate(
            made_by=F("act__officer"), made_as=F("act__code")
        )
        rows = [*every.filter(origin__in=edge), *every.filter(target__in=edge)]
        found |= {row.pk: row for row in rows}
        edge = {end for row in rows for end in (row.origin_id, row.target_id)} - seen
        seen |= edge
        if not edge:
            break
    return list(found.values())


def _ends(links: Iterable[LinkRow]) -> set[UUID]:
    return {end for link in links for end in (link.origin_id, link.target_id)}


def _begun(viewer: Viewer, links: Iterable[LinkRow]) -> set[UUID]:
    """The matters that came from others by the viewer's own act, unless he is kept from them."""
    began = {link.target_id for link in links if link.made_by == viewer.officer and _opens(viewer, link)}
    open_to = Matter.objects.filter(pk__in=began, secrecy__lte=viewer.clearance)
    return set(open_to.exclude(blocks__officer=viewer.officer).values_list("pk", flat=True))


def _opens(viewer: Viewer, link: LinkRow) -> bool:
    """Whether the act of the link began its target; others tie two matters that were there."""
    origin = link.origin
    rule = viewer.book.bound(origin.kind, origin.procedure).acts.get(link.made_as)
    return rule is not None and rule.opens is not None


def _joined(start: UUID, links: list[LinkRow]) -> list[LinkRow]:
    """The links that hang together with the matter of the page: what lies beyond something unseen would hint at it."""
    shown, before = {start}, 0
    while len(shown) > before:
        before = len(shown)
        shown |= _ends(link for link in links if _ends([link]) & shown)
    return [link for link in links if _ends([link]) & shown]


def _known(viewer: Viewer, matter: Matter) -> Node:
    """A matter that he began and that is with others now: its number only."""
    return Node(key=str(matter.id), label=matter.number, kind=kind_label(viewer, matter.kind))


def _node(viewer: Viewer, matter: Matter, running: list, *, here: bool) -> Node:  # type: ignore[type-arg]
    clock = clocks.most_urgent(running, viewer.book, viewer.on)
    step = viewer.book.bound(matter.kind, matter.procedure).steps[matter.step]
    return Node(
        key=str(matter.id),
        label=matter.number,
        kind=kind_label(viewer, matter.kind),
        step=step.say(language()),
        lamp=clocks.standing(clock, matter, viewer.book, viewer.on) if clock else None,
        href=reverse("matter", args=[matter.id]),
        here=here,
    )
