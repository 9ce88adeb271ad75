"""Where the parts of a drawn neuron or network go, and what is written on them; `plotting` draws it.

Everything is in the units of a drawing in which neighbouring inputs are about one unit apart.
"""

from collections import namedtuple

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.network import Network
from neuronlib.neuron import Neuron
from neuronlib.validation import Array, as_vector

NEURON_SIZE = 1.7, 0.9
INPUT_RADIUS = 0.42

Point = tuple[float, float]


# An input, the constant 1 of a bias, or a neuron with its activation. The text stands in an input and below a neuron;
# the name stands left of an input and above a neuron.
Node = namedtuple("Node", ["centre", "kind", "text", "name", "activation"], defaults=["", None])

# A connection; the sign and size of its weight decide how it looks. An output has no weight.
Arrow = namedtuple("Arrow", ["start", "end", "weight", "label"], defaults=[""])

# All parts of a drawing, three lists; a label is a place with its text.
Diagram = namedtuple("Diagram", ["nodes", "arrows", "labels"])


def neuron_diagram(neuron: Neuron, x: ArrayLike | None) -> Diagram:
    """Return a neuron with its inputs at the left and its output at the right, with numbers if `x` is given.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib import Neuron
    >>> from neuronlib.diagram import neuron_diagram
    >>> diagram = neuron_diagram(Neuron([3.0, -2.0], bias=1.0), np.array([-1.0, 2.0]))
    >>> for node in diagram.nodes:
    ...     print(node.centre, node.kind, node.text, repr(node.name))
    (0.0, 1.25) bias 1 'bias input'
    (0.0, 0.0) input −1 'x₁'
    (0.0, -1.25) input 2 'x₂'
    (4.4, 0.0) neuron z = −6 'sigmoid'
    >>> for arrow in diagram.arrows:
    ...     print([f"{x:.3f}" for x in (*arrow.start, *arrow.end)], arrow.weight, repr(arrow.label))
    ['0.420', '1.250', '3.550', '0.250'] 1.0 'b = 1'
    ['0.420', '0.000', '3.550', '0.000'] 3.0 'w₁ = 3'
    ['0.420', '-1.250', '3.550', '-0.250'] -2.0 'w₂ = −2'
    ['5.250', '0.000', '6.400', '0.000'] None ''
    >>> print(diagram.labels)
    [((6.55, 0.0), 'y = 0.002473')]
    >>> diagram = neuron_diagram(Neuron([3.0]), None)
    >>> print([node.text for node in diagram.nodes], [node.name for node in diagram.nodes], diagram.labels[0][1])
    ['1', 'x₁', 'z'] ['bias input', '', 'sigmoid'] y
    >>> neuron_diagram(Neuron([3.0]), np.array([1.0, 2.0]))
    Traceback (most recent call last):
        ...
    ValueError: x must have shape (1,), got shape (2,)
    """
    diagram, n_inputs = Diagram([], [], []), neuron.weights.size
    inputs = None if x is None else as_vector(x, "x", n_inputs)
    bias, *places = _column(n_inputs + 1, 0.0, 1.25)
    centre = 4.4, 0.0
    diagram.nodes.append(Node(bias, "bias", "1", "bias input"))
    _connect(diagram, bias, centre, neuron.bias, f"b = {number(neuron.bias)}")
    for i, (weight, place) in enumerate(zip(neuron.weights, places, strict=True), start=1):
        diagram.nodes.append(Node(place, "input", *_named_input(i, None if inputs is None else inputs[i - 1])))
        _connect(diagram, place, centre, float(weight), f"{_symbol('w', i)} = {number(weight)}")
    z = "z" if inputs is None else f"z = {number(neuron.preactivation(inputs))}"
    y = "y" if inputs is None else f"y = {number(neuron(inputs))}"
    diagram.nodes.append(Node(centre, "neuron", z, neuron.activation.name, neuron.activation))
    diagram.arrows.append(Arrow((centre[0] + NEURON_SIZE[0] / 2, 0.0), (6.4, 0.0), None))
    diagram.labels.append(((6.55, 0.0), y))
    return diagram


def network_diagram(network: Network, x: ArrayLike | None) -> Diagram:
    """Return a network, layer after layer from left to right, with what every neuron answers if `x` is given.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib import Dense, Network
    >>> from neuronlib.diagram import network_diagram
    >>> layers = [Dense.from_weights([[1.0, -2.0]], [0.0, 0.5], "relu"), Dense.from_weights([[3.0], [0.0]], [-1.0])]
    >>> diagram = network_diagram(Network(layers), np.array([2.0]))
    >>> for node in diagram.nodes:
    ...     print([f"{x:.3f}" for x in node.centre], node.kind, node.text, repr(node.name))
    ['0.000', '0.000'] input 2 'x₁'
    ['0.000', '1.600'] bias 1 ''
    ['3.600', '0.950'] neuron 2 'relu'
    ['3.600', '-0.950'] neuron 0 ''
    ['4.450', '2.550'] bias 1 ''
    ['7.200', '0.000'] neuron 5 'identity'
    >>> for arrow in diagram.arrows:
    ...     print([f"{x:.3f}" for x in (*arrow.start, *arrow.end)], arrow.weight, repr(arrow.label))
    ['0.420', '1.600', '2.750', '1.113'] 0.0 '0'
    ['0.420', '0.000', '2.750', '0.712'] 1.0 '1'
    ['0.420', '1.600', '2.750', '-0.700'] 0.5 '0.5'
    ['0.420', '0.000', '2.750', '-0.712'] -2.0 '−2'
    ['4.870', '2.550', '6.350', '0.250'] -1.0 '−1'
    ['4.450', '0.950', '6.350', '0.237'] 3.0 '3'
    ['4.450', '-0.950', '6.350', '-0.237'] 0.0 '0'
    ['8.050', '0.000', '8.900', '0.000'] None ''
    >>> print(diagram.labels)
    [((9.05, 0.0), 'y')]

    Without an example the inputs and outputs have their symbols; many arrows have no labels:

    >>> diagram = network_diagram(Network([Dense.from_weights(np.ones((2, 3)), np.zeros(3))]), None)
    >>> print([(node.text, node.name, node.centre[1]) for node in diagram.nodes])
    [('x₁', '', 0.75), ('x₂', '', -0.75), ('1', '', 2.35), ('', 'identity', 1.5), ('', '', 0.0), ('', '', -1.5)]
    >>> print({arrow.label for arrow in diagram.arrows}, [text for _, text in diagram.labels])
    {''} ['y₁', 'y₂', 'y₃']
    >>> network_diagram(Network([Dense(2, 3)]), np.array([1.0]))
    Traceback (most recent call last):
        ...
    ValueError: x must have shape (2,), got shape (1,)
    """
    diagram = Diagram([], [], [])
    n_inputs = network.layers[0].weights.shape[0]
    outputs = None if x is None else as_vector(x, "x", n_inputs)[None, :]
    sources = _column(n_inputs, 0.0, 1.5)
    for i, place in enumerate(sources):
        diagram.nodes.append(Node(place, "input", *_named_input(i + 1, None if outputs is None else outputs[0, i])))
    for depth, layer in enumerate(network.layers, start=1):
        outputs = None if outputs is None else layer(outputs)
        places = _column(layer.biases.size, 3.6 * depth, 1.5 if outputs is None else 1.9)  # a value needs room
        bias = sources[0][0] + (NEURON_SIZE[0] / 2 if depth > 1 else 0), sources[0][1] + 1.6
        diagram.nodes.append(Node(bias, "bias", "1"))
        many = layer.weights.size + layer.biases.size > 8  # arrows, which have no room for labels
        for j, place in enumerate(places):
            rows = [(bias, layer.biases[j]), *zip(sources, layer.weights[:, j], strict=True)]
            for source, weight in rows:
                _connect(diagram, source, place, float(weight), "" if many else number(weight))
            value = "" if outputs is None else number(outputs[0, j])
            name = layer.activation.name if j == 0 else ""
            diagram.nodes.append(Node(place, "neuron", value, name, layer.activation))
        sources = places
    for j, (right, height) in enumerate(sources, start=1):
        diagram.arrows.append(Arrow((right + NEURON_SIZE[0] / 2, height), (right + 1.7, height), None))
        diagram.labels.append(((right + 1.85, height), "y" if len(sources) == 1 else _symbol("y", j)))
    return diagram


def number(value: float | Array) -> str:
    """Return a number as short as a drawing needs it, with a typographic minus."""
    return f"{float(value):.4g}".replace("-", "−")


def _column(size: int, x: float, distance: float) -> list[Point]:
    """Return places one below the other, centred at 0."""
    return [(x, float(height)) for height in distance * ((size - 1) / 2 - np.arange(size))]


def _connect(diagram: Diagram, source: Point, neuron: Point, weight: float, label: str) -> None:
    """Add an arrow from the right end of a node to the left end of a neuron."""
    is_neuron = any(node.centre == source and node.kind == "neuron" for node in diagram.nodes)
    start = source[0] + (NEURON_SIZE[0] / 2 if is_neuron else INPUT_RADIUS), source[1]
    spread = 0.25 * float(np.clip(source[1] - neuron[1], -1, 1))
    diagram.arrows.append(Arrow(start, (neuron[0] - NEURON_SIZE[0] / 2, neuron[1] + spread), weight, label))


def _named_input(index: int, value: float | Array | None) -> tuple[str, str]:
    """Return what stands in an input and what stands beside it: its symbol is in it until it has a value."""
    symbol = _symbol("x", index)
    return (symbol, "") if value is None else (number(value), symbol)


def _symbol(letter: str, index: int) -> str:
    return letter + str(index).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
