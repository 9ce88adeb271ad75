"""Pictures: neurons, networks, activations, decision boundaries and losses.

The one module that needs matplotlib (``pip install`` the extra ``plotting``). Every function takes the axes
to draw on, or the current ones, and returns them. A colour means one thing everywhere and never stands alone.
"""

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba_array
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch
from numpy.typing import ArrayLike, NDArray

from neuronlib.activations import Activation, step
from neuronlib.dense import Dense
from neuronlib.diagram import INPUT_RADIUS, NEURON_SIZE, Arrow, Diagram, Node, network_diagram, neuron_diagram
from neuronlib.network import Network
from neuronlib.neuron import Neuron
from neuronlib.training import History
from neuronlib.validation import Array, as_float_array, as_matrix, as_vector, require_methods, shown

BLUE, ORANGE, GREEN, PINK = "C0", "C1", "C2", "C3"  # of the style, which may have others
GREY = "#808890"
CLASS_STYLES = [(GREEN, "o"), (ORANGE, "^"), (BLUE, "s"), (PINK, "D")]

_GRID_SIZE = 240
_N_SHADES = 6  # few, and every third place only, so that the picture is small
_LARGEST_DRAWN = 1e100  # matplotlib squares lengths


def draw_neuron(neuron: Neuron, x: ArrayLike | None = None, ax: Axes | None = None) -> Axes:
    """Draw a neuron: inputs, weights and bias, the sum Σ, the activation, the output.

    Positive weights are solid and blue, negative ones dashed and orange, large ones thick.

    Parameters
    ----------
    neuron : Neuron
        The neuron to draw.
    x : array_like of shape (n_inputs,), optional
        An example; with it the drawing shows every number of its evaluation.
    ax : matplotlib Axes, optional
        Where to draw; default the current axes.

    Returns
    -------
    matplotlib Axes
        The axes drawn on.

    Raises
    ------
    TypeError or ValueError
        If it is no Neuron, `x` does not fit it, or `ax` is no Axes.

    Examples
    --------
    >>> from neuronlib import Neuron
    >>> from neuronlib.plotting import draw_neuron
    >>> axes = draw_neuron(Neuron([3.0, -2.0], bias=1.0), x=[-1.0, 2.0])
    """
    return _draw(neuron_diagram(_of_kind(neuron, Neuron, "neuron", "a Neuron"), x), ax)


def draw_network(network: Network, x: ArrayLike | None = None, ax: Axes | None = None) -> Axes:
    """Draw a network, layer after layer from left to right.

    Parameters
    ----------
    network : Network
        The network to draw.
    x : array_like of shape (n_inputs,), optional
        An example; with it the drawing shows what every neuron answers.
    ax : matplotlib Axes, optional
        Where to draw; default the current axes.

    Returns
    -------
    matplotlib Axes
        The axes drawn on.

    Raises
    ------
    TypeError or ValueError
        If it is no Network of Dense layers, `x` does not fit it, or `ax` is no Axes.

    Examples
    --------
    >>> from neuronlib import Dense, Network
    >>> from neuronlib.plotting import draw_network
    >>> axes = draw_network(Network([Dense(2, 3, "tanh", rng=0), Dense(3, 1, "sigmoid", rng=1)]))
    """
    for layer in _of_kind(network, Network, "network", "a Network").layers:
        _of_kind(layer, Dense, "network", "made of Dense layers")
    return _draw(network_diagram(network, x), ax)


def plot_activation(activation: Activation, ax: Axes | None = None) -> Axes:
    """Plot an activation (solid) and its derivative (dashed) from -5 to 5.

    Parameters
    ----------
    activation : Activation
        Of one number; softmax has no graph of this kind.
    ax : matplotlib Axes, optional
        Where to draw; default the current axes.

    Returns
    -------
    matplotlib Axes
        The axes drawn on.

    Raises
    ------
    TypeError
        If it is not an activation of one number, or `ax` is no Axes.

    Examples
    --------
    >>> from neuronlib import tanh
    >>> from neuronlib.plotting import plot_activation
    >>> axes = plot_activation(tanh)
    """
    _of_kind(activation, Activation, "activation", "a function of one number such as sigmoid")
    z = np.linspace(-5, 5, 201)
    ax = _axes(ax)
    ax.axhline(0, color=GREY, linewidth=0.6)
    ax.plot(z, _broken_at_jumps(activation.derivative(z)), "--", color=PINK, label="derivative")
    ax.plot(z, _broken_at_jumps(activation(z)), color=BLUE, label=activation.name)
    ax.set(title=activation.name, xticks=[-5, 0, 5])
    return ax


def plot_decision_boundary(model: Callable[[Array], Array], X: ArrayLike, y: ArrayLike, ax: Axes | None = None) -> Axes:
    """Plot which class a model gives to every point of the plane, with the examples on top.

    With one output, the boundary is where it is 0.5; with several, the largest one decides.
    The surer the model is of a place, the stronger is its colour; white is a mere guess.

    Parameters
    ----------
    model : Neuron, Network or any callable
        From (n, 2) to (n,), (n, 1) or (n, n_classes).
    X : array_like of shape (n_samples, 2)
        Examples.
    y : array_like of integers, of shape (n_samples,)
        Their classes, 0 to 3.
    ax : matplotlib Axes, optional
        Where to draw; default the current axes.

    Returns
    -------
    matplotlib Axes
        The axes drawn on.

    Raises
    ------
    TypeError or ValueError
        If the shapes do not fit, a class has no marker, the examples lie too far apart to draw,
        `model` cannot be called or answers with another shape, or `ax` is no Axes.

    Examples
    --------
    >>> from neuronlib import Neuron, make_blobs
    >>> from neuronlib.plotting import plot_decision_boundary
    >>> X, y = make_blobs(20, rng=0)
    >>> axes = plot_decision_boundary(Neuron([1.0, 1.0]), X, y)
    """
    points, labels = _examples(X, y)
    low, high = _frame(points)
    first, second = (np.linspace(low[k], high[k], _GRID_SIZE) for k in (0, 1))
    grid = np.stack(np.meshgrid(first, second), axis=-1)  # (rows, columns, 2)
    score = _score(model, grid.reshape(-1, 2)).reshape(_GRID_SIZE, _GRID_SIZE, -1)
    scores = score if score.shape[-1] > 1 else np.concatenate([1 - score, score], axis=-1)
    region, n_classes = scores.argmax(axis=-1), scores.shape[-1]
    confidence = np.clip((n_classes * scores.max(axis=-1) - 1) / (n_classes - 1), 0, 1)  # 0 is a mere guess

    ax = _axes(ax)
    shades = to_rgba_array([colour for colour, _ in CLASS_STYLES])[region]
    shades[..., 3] = 0.3 * np.round(_N_SHADES * confidence) / _N_SHADES
    extent = (first[0], first[-1], second[0], second[-1])
    ax.imshow(shades[1::3, 1::3], extent=extent, origin="lower", interpolation="nearest")
    for level in np.unique(region)[1:]:
        lead = scores[..., level] - np.delete(scores, level, axis=-1).max(axis=-1)
        ax.contour(first, second, lead, levels=[0], colors=["black"], linewidths=1.4)
    return plot_points(points, labels, ax)


def plot_points(X: ArrayLike, y: ArrayLike, ax: Axes | None = None) -> Axes:
    """Plot examples in the plane, each class with its own colour and marker; as `plot_decision_boundary` otherwise."""
    points, labels = _examples(X, y)
    ax = _axes(ax)
    for label in np.unique(labels):
        (colour, marker), (x, y) = CLASS_STYLES[label], points[labels == label].T
        ax.scatter(x, y, s=34, c=colour, marker=marker, edgecolors="white", linewidths=0.7, zorder=3)
    ax.set(aspect="equal", xlabel="$x_1$")
    ax.set_ylabel("$x_2$", rotation=0)
    return ax


def plot_loss(history: History, ax: Axes | None = None) -> Axes:
    """Plot the loss of every epoch: training solid, validation dashed, each labelled at its line.

    Parameters
    ----------
    history : History
        As `fit` returns it.
    ax : matplotlib Axes, optional
        Where to draw; default the current axes.

    Returns
    -------
    matplotlib Axes
        The axes drawn on.

    Raises
    ------
    TypeError or ValueError
        If it is no History, a loss is not finite or too large to draw, or `ax` is no Axes.

    Examples
    --------
    >>> from neuronlib import History
    >>> from neuronlib.plotting import plot_loss
    >>> axes = plot_loss(History(loss=[0.7, 0.4, 0.3]))
    """
    _of_kind(history, History, "history", "a History")
    for name in ("loss", "validation_loss"):
        _require_drawable(as_float_array(getattr(history, name), f"history.{name}"), f"history.{name}")
    ax = _axes(ax)
    curves = [("training", history.loss, BLUE, "-"), ("validation", history.validation_loss, PINK, "--")]
    last = [losses[-1] for _, losses, _, _ in curves if losses]
    for name, losses, colour, style in curves:
        if losses:
            ax.plot(range(1, len(losses) + 1), losses, style, color=colour, label=name)
            side = "bottom" if losses[-1] == max(last) else "top"  # labels of close curves stand apart
            ax.annotate(name, (len(losses), losses[-1]), (6, 0), textcoords="offset points", va=side)
    ax.set(xlabel="epoch", ylabel="loss")
    ax.set_ylim(bottom=0)
    return ax


def _axes(ax: Axes | None) -> Axes:
    """Return the axes to draw on."""
    return plt.gca() if ax is None else _of_kind(ax, Axes, "ax", "matplotlib Axes")


def _of_kind(value: Any, kind: type, name: str, wanted: str) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be {wanted}, got {shown(value)}")
    return value


def _draw(diagram: Diagram, ax: Axes | None) -> Axes:
    ax = _axes(ax)
    largest = max(abs(arrow.weight or 0.0) for arrow in diagram.arrows) or 1.0
    for arrow in diagram.arrows:
        _draw_arrow(ax, arrow, abs(arrow.weight or 0.0) / largest)
    for node in diagram.nodes:
        _draw_neuron_node(ax, node) if node.kind == "neuron" else _draw_input_node(ax, node)
    for place, text in diagram.labels:
        ax.text(place[0], place[1], text, va="center", ha="left", fontweight="bold")
    ax.set_aspect("equal")
    ax.set_axis_off()
    ax.autoscale_view()
    ax.set_xlim(-1.8, max(place[0] for place, _ in diagram.labels) + 1.6)
    return ax


def _draw_arrow(ax: Axes, arrow: Arrow, size: float) -> None:
    """Draw a connection: blue and solid for positive weights, orange and dashed for negative ones."""
    weight = arrow.weight
    colour = "black" if weight is None else GREY if weight == 0 else BLUE if weight > 0 else ORANGE
    style = (0, (3, 1.5)) if colour == ORANGE else "solid"
    look: dict[str, Any] = {"arrowstyle": "-|>", "mutation_scale": 12, "shrinkA": 0, "shrinkB": 0, "linestyle": style}
    ax.add_patch(FancyArrowPatch(arrow.start, arrow.end, color=colour, linewidth=1 + 2 * size, **look))
    if arrow.label and weight != 0:
        is_steep = abs(arrow.end[1] - arrow.start[1]) > 0.5 * abs(arrow.end[0] - arrow.start[0])
        share = 0.25 if is_steep else 0.42  # of the way, so that labels of arrows that cross stand apart
        x, y = (start + share * (end - start) for start, end in zip(arrow.start, arrow.end, strict=True))
        ground = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
        ax.text(x, y, arrow.label, ha="center", va="center", bbox=ground)


def _draw_input_node(ax: Axes, node: Node) -> None:
    shade, style = (GREY, "dotted") if node.kind == "bias" else ("black", "solid")
    ax.add_patch(Circle(node.centre, INPUT_RADIUS, facecolor="white", edgecolor=shade, linewidth=1.2, linestyle=style))
    ax.text(node.centre[0], node.centre[1], node.text, ha="center", va="center")
    ax.text(node.centre[0] - INPUT_RADIUS - 0.12, node.centre[1], node.name, ha="right", va="center")


def _draw_neuron_node(ax: Axes, node: Node) -> None:
    """Draw the sum and, beside it, the activation with its own graph."""
    (x, y), (width, height) = node.centre, NEURON_SIZE
    look: dict[str, Any] = {"facecolor": "white", "edgecolor": "black", "linewidth": 1.2}
    corner, style = (x - width / 2, y - height / 2), "round,pad=0,rounding_size=0.4"
    ax.add_patch(FancyBboxPatch(corner, width, height, boxstyle=style, **look))
    ax.plot([x, x], [y - height / 2, y + height / 2], color="black", linewidth=0.8)
    ax.text(x - width / 4, y, "Σ", ha="center", va="center", fontsize="large")
    if isinstance(node.activation, Activation):
        z = np.linspace(-3, 3, 61)
        graph = node.activation(z)
        graph = (graph - graph.min()) / max(float(np.ptp(graph)), 1e-9) - 0.5
        ax.plot(x + width / 4 + z / 6 * 0.36 * width, y + 0.5 * height * graph, color=BLUE, linewidth=1.6)
    ax.text(x, y - height / 2 - 0.12, node.text, ha="center", va="top")
    ax.text(x + width / 4, y + height / 2 + 0.1, node.name, ha="center", va="bottom")


def _score(model: Callable[[Array], Array], points: Array) -> Any:
    """Return the model's outputs; for a step, which jumps, a steep stand-in that is 0.5 at the same places."""
    require_methods(model, "model", "a function of an array", "__call__")
    if isinstance(model, Neuron) and model.activation is step:
        return 1e6 * model.preactivation(points) + 0.5
    score = as_float_array(model(points), "model(X)")
    if score.ndim not in (1, 2) or len(score) != len(points) or score.size == 0:
        raise ValueError(f"model(X) must have one row an example, {len(points)}, got shape {score.shape}")
    return score


def _examples(X: ArrayLike, y: ArrayLike) -> tuple[Array, NDArray[np.int64]]:
    points = as_matrix(X, "X", 2)
    labels, known = as_vector(y, "y", len(points)), np.arange(len(CLASS_STYLES))
    if not np.isin(labels, known).all():
        raise ValueError(f"y must hold classes from 0 to {known[-1]}, got {labels[~np.isin(labels, known)][0]:g}")
    _require_drawable(points, "X")
    return points, labels.astype(np.int64)


def _require_drawable(values: Array, name: str) -> None:
    largest = float(np.abs(values).max(initial=0.0))  # float32 has no number as large as the limit
    if largest > _LARGEST_DRAWN:
        raise ValueError(f"{name} must lie within ±{_LARGEST_DRAWN:g} to be drawn, got {largest:.4g}")


def _frame(points: Array) -> tuple[Array, Array]:
    """Return the lower left and the upper right corner of a picture of points, with room around them."""
    low, high = points.min(axis=0).astype(np.float64), points.max(axis=0).astype(np.float64)
    width = float((high - low).max())
    size = float(max(*np.abs(low), *np.abs(high)))
    margin = 0.12 * width if width > max(1e-9 * size, 1e-100) else max(0.12 * size, 1.0)  # points may be equal
    return low - margin, high + margin


def _broken_at_jumps(values: Array) -> Any:
    """Return the curve with a gap where it jumps, so that no steep line is drawn that is not there."""
    curve = np.array(values)
    curve[1:][np.abs(np.diff(values)) > 0.5] = np.nan
    return curve
