"""The act that is due on a matter: what leads on from its present step, without looking at its whole file."""

from django.urls import reverse

from mingjian.ledger import mine
from mingjian.ledger.models import Matter
from mingjian.ledger.viewer import Viewer
from mingjian.org.authority import Place
from mingjian.web.desk.frames import language
from mingjian.web.shared.parts import Cell


def due(viewer: Viewer, matter: Matter) -> Cell:
    """The act in words; where this officer may do it a link to its form, or to the matter if a condition is to be looked at."""
    bound = viewer.book.bound(matter.kind, matter.procedure)
    names = mine.due(bound, matter.step, matter.handler_id)
    place = Place(matter.unit_id, matter.department_id, matter.handler_id)
    powers = viewer.powers_at(place)
    own = next((name for name in names if powers.intersection(bound.acts[name].by)), None)
    if own is not None:
        here = reverse("matter", args=[matter.id])
        href = f"{here}#now-title" if bound.acts[own].when else reverse("act", args=[matter.id, own])
        return Cell(words=bound.acts[own].say(language()), href=href)
    return Cell(words=bound.acts[names[0]].say(language()) if names else "")
