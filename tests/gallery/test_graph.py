"""Layered drawings: layers, circles, folding, the list twin."""

from dataclasses import replace
from itertools import pairwise

from mingjian.web.shared.graph import ROW_WIDTH, Edge, Graph, Node, draw, layers, outline


def graph(edges: str, keys: str = "") -> Graph:
    pairs = [Edge(*edge.split(">")) for edge in edges.split()]
    names = keys or "".join(dict.fromkeys("".join(edge.start + edge.end for edge in pairs)))
    return Graph(caption="图", nodes=tuple(Node(key=k, label=k.upper()) for k in names), edges=tuple(pairs))


def test_layer_is_the_longest_way_from_a_root():
    assert layers(graph("a>b b>c a>c")) == {"a": 0, "b": 1, "c": 2}


def test_layer_of_a_circle_ends():
    assert layers(graph("a>b b>c c>b")) == {"a": 0, "b": 1, "c": 2}
    assert [line.back for line in draw(graph("a>b b>c c>b")).lines] == [False, False, True]


def test_boxes_do_not_overlap_and_lie_inside():
    drawing = draw(graph("a>c b>c c>d c>e c>f"))

    assert len(drawing.boxes) == 6
    for box in drawing.boxes:
        assert box.x >= 0 and box.right <= drawing.width
        assert box.y >= 0 and box.y + box.height <= drawing.height
    for one in drawing.boxes:
        for other in drawing.boxes:
            assert one is other or one.x != other.x or abs(one.y - other.y) >= one.height


def test_long_procedure_is_wrapped_so_that_nothing_scrolls_sideways():
    names = "abcdefghijklmnopq"
    long = graph(" ".join(f"{one}>{other}" for one, other in pairwise(names)) + " h>d q>b c>k")

    drawing = draw(replace(long, whole=True), small=True)

    assert drawing.width <= ROW_WIDTH
    assert len({box.floor for box in drawing.boxes}) == 3
    assert [line.back for line in drawing.lines] == [False] * 16 + [True, True, False]
    for box in drawing.boxes:
        assert box.x >= 0 and box.right <= drawing.width
        assert box.y >= 0 and box.y + box.height <= drawing.height


def test_box_has_a_second_line_only_where_something_stands_in_it():
    plain = graph("a>b")
    told = replace(plain, nodes=(replace(plain.nodes[0], step="3件"), plain.nodes[1]))

    heights = [{box.height for box in draw(one, small=True).boxes} for one in (plain, told)]
    assert heights == [{36}, {54}]


def test_crowded_graph_folds_into_groups_that_say_how_many():
    many = Graph(
        caption="图",
        nodes=(Node(key="root", label="R", here=True), *(Node(key=f"n{n}", label=str(n)) for n in range(40))),
        edges=tuple(Edge("root", f"n{n}") for n in range(40)),
    )

    drawing = draw(many)

    assert [box.node.folded for box in drawing.boxes] == [0, 0, 0, 0, 37]
    assert len(drawing.lines) == 4
    assert len(outline(many)) == 41


def test_outline_nests_and_marks_what_stands_above():
    items = outline(graph("a>c b>c c>d", keys="abcd"))

    assert [(i.node.key, i.again, i.opens, len(i.closes)) for i in items] == [
        ("a", False, True, 0),
        ("c", False, True, 0),
        ("d", False, False, 2),
        ("b", False, True, 0),
        ("c", True, False, 1),
    ]


def test_empty_graph_draws_nothing():
    empty = Graph(caption="图", nodes=(), edges=())

    assert draw(empty).boxes == ()
    assert outline(empty) == []
