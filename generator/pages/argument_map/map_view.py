"""Prepare the argument map for its template: the picture, and the list beside it.

In: a network, and an engine if there is one. Out: an `ArgumentMap`. Where there are more arguments than a picture can
show, it shows a part and says so; the list always shows all. Links are the template's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.locale import _, comma, labelled
from generator.model import labels
from generator.pages.argument_map import svg_paths
from generator.pages.argument_map.graphviz import Engine, remembering
from generator.pages.argument_map.layers import MOST_COLUMNS
from generator.pages.argument_map.layout import Layout, arrange
from generator.pages.argument_map.list_view import ListItem, outline
from generator.pages.argument_map.network import ANSWER, GUEST, QUESTION, ArgumentNode, Network

MOST_NODES = 40  # more in one picture cannot be read
MOST_ROWS = 200  # the style sheet places no more


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box in its place."""

    id: str
    classes: tuple[str, ...]
    words: str
    is_question: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: boxes, the lines behind them, and a key to those."""

    columns: int
    rows: int
    spots: tuple[PlacedBox, ...]
    svg: Markup
    key: tuple[tuple[Markup, str], ...]

    @property
    def arguments(self) -> int:
        return len(self.spots) - 1


@dataclass(frozen=True, slots=True)
class ArgumentMap:
    """A picture, if it could be laid out, and the list of the same."""

    picture: Picture | None
    entries: tuple[ListItem, ...]
    arguments: int

    @property
    def is_part(self) -> bool:
        return self.picture is not None and self.picture.arguments < self.arguments


def draw_map(network: Network, find: Callable[[], Engine | None] = remembering) -> ArgumentMap:
    """Draw a network, if there is anything to draw and an engine to be found."""
    engine = find() if len(network.nodes) > 1 else None
    return ArgumentMap(
        picture=_draw(network, engine) if engine else None,
        entries=outline(network),
        arguments=len(network.nodes) - 1,
    )


def choose(network: Network, most: int) -> Network:
    """Keep the question and what matters most: sides first, then what is nearest; of those the most connected.

    Answers too deep for the columns are left to the list, except in a neighbourhood, which begins with the nearest.
    """
    ranked = network.nodes[1:] if network.centre else _ranked(network)
    return network.among({node.id for node in ranked[: most - 1]})


def _ranked(network: Network) -> tuple[ArgumentNode, ...]:
    steps = network.distances()
    degrees = {n.id: len(network.incoming.get(n.id, ())) + len(network.outgoing.get(n.id, ())) for n in network.nodes}
    near = (node for node in network.nodes[1:] if steps.get(node.id, 1) < MOST_COLUMNS)
    return tuple(sorted(near, key=lambda n: (n.role not in labels.SIDES, steps.get(n.id, 1), -degrees[n.id])))


def _draw(network: Network, engine: Engine) -> Picture:
    most = MOST_NODES
    while True:
        part = choose(network, most)
        words = {node.id: _words(part, node) for node in part.nodes}
        layout = arrange(part, words, engine)
        if layout.rows <= MOST_ROWS:
            return _picture(part, words, layout)
        most = min(len(part.nodes) - 1, most * MOST_ROWS // layout.rows)


def _words(network: Network, node: ArgumentNode) -> str:
    """Say on which side an argument is, and how it speaks to others."""
    role = node.role
    relations = {edge.relation for edge in network.outgoing.get(node.id, ())}
    says = comma().join(_(labels.HOW[relation][0]) for relation in labels.HOW if relation in relations)
    if role in labels.SIDES:
        return " · ".join(filter(None, [node.side, says]))
    return labels.capitalized(says) or (_(labels.APART[role]) if role in labels.APART else "")


def _picture(network: Network, words: Mapping[str, str], layout: Layout) -> Picture:
    drawn = svg_paths.draw(layout, network.root)
    relations = {edge.relation for edge in network.edges}
    return Picture(
        columns=layout.columns,
        rows=layout.rows,
        spots=tuple(
            PlacedBox(node.id, _classes(node.role, layout, node.id), words[node.id], node.role == QUESTION)
            for node in network.nodes
        ),
        svg=_svg(drawn, layout.rows),
        key=tuple((_sample(each), _meaning(each)) for each in labels.HOW if each in relations),
    )


def _classes(role: str, layout: Layout, ident: str) -> tuple[str, ...]:
    box = layout.boxes[ident]
    kind = {GUEST: ANSWER}.get(role, role)
    return f"n-{kind}", f"x{box.column}", f"y{box.top}", f"h{box.height}"


def _svg(drawn: tuple[svg_paths.SvgPath, ...], rows: int) -> Markup:
    size = f'viewBox="0 0 {svg_paths.WIDTH} {rows * svg_paths.ROW}" preserveAspectRatio="none"'
    return Markup(f'<svg aria-hidden="true" {size}>{"".join(map(_line, drawn))}</svg>')


def _line(line: svg_paths.SvgPath) -> str:
    head = f'<path class="tip" d="{line.head}"/>' if line.head else ""
    names = f'class="e-{line.edge.relation}" data-edge="{line.edge.source} {line.edge.target}"'
    return f'<g {names}><path d="{line.path}"/>{head}</g>'


def _sample(relation: str) -> Markup:
    paths = '<path d="M36 5H8"/><path class="tip" d="M1 5l9 -4v8z"/>'
    return Markup(f'<svg aria-hidden="true" viewBox="0 0 36 10"><g class="e-{relation}">{paths}</g></svg>')


def _meaning(relation: str) -> str:
    word, meaning = labels.HOW[relation]
    return labelled(_(word), _(meaning))
