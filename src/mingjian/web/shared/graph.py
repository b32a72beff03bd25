"""Layered drawings from left to right: where a matter comes from and goes to, and the steps of a procedure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mingjian.web.shared.lamps import Lamp

NODE_WIDTH, NODE_HEIGHT = 142, 62
SMALL_HEIGHT, TOLD_HEIGHT = 36, 54
GAP_X, GAP_Y = 22, 14
MARGIN = 6
BETWEEN = 40  # from the boxes of one row to those of the next
ROW_WIDTH = 1060  # a page 1366 pixels wide has room for it
DRAWN_AT_MOST = 30
KEPT_IN_FOLDED_LAYER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A matter (number, kind, step, lamp) or a step of a procedure (label only)."""

    key: str
    label: str
    kind: str = ""
    step: str = ""
    lamp: Lamp | None = None
    href: str = ""
    here: bool = False
    folded: int = 0
    """How many matters, all in scope, this group stands for."""


@dataclass(frozen=True, slots=True)
class Edge:
    start: str
    end: str
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    caption: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    whole: bool = False
    """Never folded: every box is wanted, as in a procedure."""


@dataclass(frozen=True, slots=True)
class Box:
    node: Node
    x: int
    y: int
    height: int
    width: int
    floor: int
    """Where lines run that go back, or to another row: below the boxes of its row."""

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Line:
    path: str
    back: bool
    arrow: str
    lane: int = 0
    """Where it runs below the boxes of a row, if it does."""


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def layers(graph: Graph) -> dict[str, int]:
    """Layer of every node: the longest way from a root, edges that lead back left out."""
    forward = _forward(graph)
    depth = {node.key: 0 for node in graph.nodes}
    for _ in graph.nodes:
        moved = False
        for edge in forward:
            if depth[edge.end] < depth[edge.start] + 1:
                depth[edge.end] = depth[edge.start] + 1
                moved = True
        if not moved:
            break
    return depth


def _forward(graph: Graph) -> list[Edge]:
    """The edges that do not close a circle, found by walking in the order of the nodes."""
    outgoing = defaultdict(list)
    for edge in graph.edges:
        outgoing[edge.start].append(edge)
    state: dict[str, int] = {}
    kept: list[Edge] = []
    for root in (node.key for node in graph.nodes):
        if root in state:
            continue
        state[root] = 1
        stack = [(root, iter(outgoing[root]))]
        while stack:
            key, edges = stack[-1]
            following = next(edges, None)
            if following is None:
                state[key] = 2
                stack.pop()
            elif state.get(following.end) != 1:
                kept.append(following)
                if following.end not in state:
                    state[following.end] = 1
                    stack.append((following.end, iter(outgoing[following.end])))
    return kept


def fold(graph: Graph) -> Graph:
    """The same graph with crowded layers folded into one group each, when it has more than thirty nodes."""
    if graph.whole or len(graph.nodes) <= DRAWN_AT_MOST:
        return graph
    depth = layers(graph)
    members = defaultdict(list)
    for node in sorted(graph.nodes, key=lambda n: not n.here):
        members[depth[node.key]].append(node)
    kept: list[Node] = []
    renamed: dict[str, str] = {}
    for level, nodes in sorted(members.items()):
        keep = nodes if len(nodes) <= KEPT_IN_FOLDED_LAYER + 1 else nodes[:KEPT_IN_FOLDED_LAYER]
        kept += keep
        rest = nodes[len(keep) :]
        if rest:
            group = Node(key=f"folded-{level}", label="", folded=len(rest))
            kept.append(group)
            renamed |= {node.key: group.key for node in rest}
    ends = ((renamed.get(e.start, e.start), renamed.get(e.end, e.end)) for e in graph.edges)
    edges = dict.fromkeys(Edge(start, end) for start, end in ends if start != end)
    return Graph(caption=graph.caption, nodes=tuple(kept), edges=tuple(edges))


def draw(graph: Graph, *, small: bool = False) -> Drawing:
    """Places of boxes and lines in pixels; `small` boxes hold a label, and a second line if any of them says more.

    What is never folded is wrapped like text, so that nobody has to scroll sideways.
    """
    graph = fold(graph)
    height = NODE_HEIGHT if not small else TOLD_HEIGHT if any(n.step for n in graph.nodes) else SMALL_HEIGHT
    wide = max([NODE_WIDTH, *(_wide(node) for node in graph.nodes)])
    rows = _wrapped(_ordered(graph), wide + GAP_X) if graph.whole else [_ordered(graph)]
    side = MARGIN + (GAP_X if len(rows) > 1 else 0)
    boxes: dict[str, Box] = {}
    y = MARGIN
    for columns in rows:
        tallest = max((len(column) for column in columns), default=0)
        full = tallest * (height + GAP_Y) - GAP_Y
        for level, column in enumerate(columns):
            # Short columns stand near the top, so that one crowded column does not push the way of most matters down.
            top = min((full - (len(column) * (height + GAP_Y) - GAP_Y)) // 2, height + GAP_Y)
            for place, node in enumerate(column):
                x = side + level * (wide + GAP_X)
                boxes[node.key] = Box(node, x, y + top + place * (height + GAP_Y), height, wide, y + full + 16)  # fmt: skip
        y += full + BETWEEN
    lines = tuple(_line(boxes[e.start], boxes[e.end], boxes.values()) for e in graph.edges)
    longest = max((len(columns) for columns in rows), default=0)
    last = max((box.floor for box in boxes.values()), default=0)
    spare = 24 if any(line.lane == last for line in lines) else 0
    return Drawing(2 * side + longest * (wide + GAP_X) - GAP_X, y - BETWEEN + MARGIN + spare, tuple(boxes.values()), lines)  # fmt: skip


def _wrapped(columns: list[list[Node]], step: int) -> list[list[list[Node]]]:
    """The columns in rows of about the same length, none wider than a page has room for."""
    most = max((ROW_WIDTH - 2 * MARGIN) // step, 1)
    rows = -(-len(columns) // most) or 1
    each = -(-len(columns) // rows) or 1
    return [columns[start : start + each] for start in range(0, len(columns), each)] or [[]]


def _wide(node: Node) -> int:
    """How wide a box must be for its words: a Han sign takes the room of almost two Latin ones."""
    lines = (
        (node.kind, 10),
        (node.label, 10),
        (node.step + (f" {node.lamp.words}" if node.lamp else ""), 26),
    )
    return max(10 + start + sum(13 if ord(sign) > 0x2E80 else 8 for sign in words) for words, start in lines)


def _ordered(graph: Graph) -> list[list[Node]]:
    """Nodes by layer, each layer ordered by the middle of its predecessors to keep lines apart."""
    depth = layers(graph)
    columns: list[list[Node]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for node in graph.nodes:
        columns[depth[node.key]].append(node)
    place: dict[str, float] = {}
    for column in columns:
        for node in column:
            before = [place[e.start] for e in graph.edges if e.end == node.key and e.start in place]
            place[node.key] = sum(before) / len(before) if before else len(place)
        column.sort(key=lambda n: place[n.key])
        place |= {node.key: float(i) for i, node in enumerate(column)}
    return columns


def _line(start: Box, end: Box, boxes: Iterable[Box]) -> Line:
    """Through gaps and lanes, never through a box: within a row from side to side, else by the lane below the boxes of the own row."""
    before, after = end.x - GAP_X // 2, start.right + GAP_X // 2
    into, arrow = f"H{end.x - 5}", f"M{end.x - 6} {end.middle - 4}l6 4-6 4z"
    out = f"M{start.right} {start.middle}H{after}"
    beside = end.floor == start.floor and end.x > start.x
    if beside and (end.x - start.right == GAP_X or not _stands(boxes, end.middle, after, before)):
        return Line(f"{out}V{end.middle}{into}", False, arrow)
    if beside and not _stands(boxes, start.middle, start.right, before):
        return Line(f"M{start.right} {start.middle}H{before}V{end.middle}{into}", False, arrow)
    if beside or end.floor > start.floor:
        return Line(f"{out}V{start.floor}H{before}V{end.middle}{into}", False, arrow, start.floor)
    if _is_lowest(start, boxes):
        out = f"M{start.x + start.width // 2} {start.y + start.height}"
    if end.floor == start.floor and _is_lowest(end, boxes):
        left, foot = end.x + end.width // 2, end.y + end.height
        path = f"{out}V{start.floor}H{left}V{foot + 5}"
        return Line(path, True, f"M{left - 4} {foot + 6}l4-6 4 6z", start.floor)
    return Line(f"{out}V{start.floor}H{before}V{end.middle}{into}", True, arrow, start.floor)


def _stands(boxes: Iterable[Box], y: int, left: int, right: int) -> bool:
    """Whether a box stands in the way from left to right."""
    return any(box.x < right and left < box.right and box.y <= y <= box.y + box.height for box in boxes)


def _is_lowest(box: Box, boxes: Iterable[Box]) -> bool:
    """Whether nothing stands between a box and the lane below its row."""
    return not any(one.x == box.x and one.floor == box.floor and one.y > box.y for one in boxes)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the list twin; `again` when the node stands above already, `opens`/`closes` nest the lists."""

    node: Node
    word: str
    again: bool
    opens: bool
    closes: range


def outline(graph: Graph) -> list[Item]:
    """The graph as a nested list, in the order of reading."""
    nodes = {node.key: node for node in graph.nodes}
    flat = list(_walk(graph, nodes))
    depths = [depth for depth, *_ in flat] + [0]
    return [
        Item(node, word, again, depths[i + 1] > depth, range(max(depth - depths[i + 1], 0)))
        for i, (depth, node, word, again) in enumerate(flat)
    ]


def _walk(graph: Graph, nodes: dict[str, Node]) -> Iterator[tuple[int, Node, str, bool]]:
    forward = _forward(graph)
    targets = {edge.end for edge in forward}
    roots = [node.key for node in graph.nodes if node.key not in targets]
    seen: set[str] = set()
    stack = [(0, key, "") for key in reversed(roots)]
    while stack:
        depth, key, word = stack.pop()
        yield depth, nodes[key], word, key in seen
        if key not in seen:
            seen.add(key)
            stack += [(depth + 1, e.end, e.word) for e in reversed(forward) if e.start == key]
