"""Where a matter comes from and what came from it: only matters within reach, nothing hints at others."""

from uuid import UUID

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
    ids = {end for link in links for end in (link.origin_id, link.target_id)}
    within = mine.within(viewer, ids)
    reached = {found.id: found for found in Matter.objects.filter(pk__in=within)}
    drawn = [link for link in links if link.origin_id in reached and link.target_id in reached]
    if not drawn:
        return None
    shown = {end for link in drawn for end in (link.origin_id, link.target_id)}
    running = open_clocks(shown)
    return Graph(
        caption=_("来龙去脉"),
        nodes=tuple(
            _node(viewer, reached[one], running.get(one, []), here=one == matter.id) for one in sorted(shown)
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


def _links(start: UUID) -> list[LinkRow]:
    """Links around a matter, breadth first, at most a few steps away."""
    found: dict[int, LinkRow] = {}
    seen, edge = {start}, {start}
    for _step in range(FARTHEST):
        rows = list(LinkRow.objects.filter(origin__in=edge)) + list(LinkRow.objects.filter(target__in=edge))
        found |= {row.pk: row for row in rows}
        edge = {end for row in rows for end in (row.origin_id, row.target_id)} - seen
        seen |= edge
        if not edge:
            break
    return list(found.values())


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
