"""Pictures: what is drawn is where it must be, and looks as the documentation says."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from neuronlib import Dense, History, Network, Neuron, relu, softmax, step, tanh
from neuronlib.plotting import (
    CLASS_STYLES,
    GREY,
    draw_network,
    draw_neuron,
    plot_activation,
    plot_decision_boundary,
    plot_loss,
    plot_points,
)

BLUE, ORANGE, BLACK = to_hex("C0"), to_hex("C1"), "#000000"
SQUARE = np.array([[0.0, 0.0], [0.0, 4.0], [2.0, 0.0], [2.0, 4.0]])


@pytest.fixture
def axes():
    return Figure().add_subplot()


def arrows(axes):
    return [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]


def texts(axes):
    return [text.get_text() for text in axes.texts]


def test_the_weight_is_seen_by_colour_by_dashes_and_by_thickness(axes):
    draw_neuron(Neuron([3.0, -2.0, 0.0], bias=1.0), ax=axes)
    bias, positive, negative, zero, output = arrows(axes)
    colours = [to_hex(arrow.get_edgecolor()) for arrow in arrows(axes)]
    assert colours == [BLUE, BLUE, ORANGE, GREY, BLACK]
    assert [arrow.get_linestyle() for arrow in (bias, positive, zero, output)] == ["solid"] * 4
    assert negative.get_linestyle() == (0, (3, 1.5))
    widths = np.array([arrow.get_linewidth() for arrow in arrows(axes)])
    np.testing.assert_allclose(widths - widths[3], (widths[0] - widths[3]) * np.array([1, 3, 2, 0, 0]))
    assert widths[0] > widths[3]


def test_weights_that_are_all_zero_can_be_drawn(axes):
    draw_neuron(Neuron([0.0, 0.0], bias=0.0), ax=axes)
    assert {to_hex(arrow.get_edgecolor()) for arrow in arrows(axes)} == {GREY, BLACK}


def test_a_drawn_neuron_says_all_its_numbers(axes):
    draw_neuron(Neuron([3.0, -2.0], bias=1.0), x=[-1.0, 2.0], ax=axes)
    said = ["b = 1", "w₁ = 3", "w₂ = −2", "−1", "2", "x₁", "x₂", "bias input", "Σ", "z = −6", "sigmoid", "y = 0.002473"]
    assert sorted(filter(None, texts(axes))) == sorted([*said, "1"])


def test_everything_drawn_lies_in_the_picture(axes):
    draw_network(Network([Dense(2, 3, "tanh", rng=0), Dense(3, 2, "softmax", rng=1)]), x=[1.0, 2.0], ax=axes)
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    for text in axes.texts:
        x, y = text.get_position()
        assert left < x < right, text
        assert bottom < y < top, text
    assert axes.get_aspect() == 1
    assert not axes.axison


def test_each_unit_with_a_graph_shows_its_activation(axes):
    draw_network(Network([Dense(1, 1, "relu", rng=0), Dense(1, 2, softmax, rng=0)]), ax=axes)
    graphs = [line for line in axes.lines if len(line.get_xdata()) > 2]
    assert len(graphs) == 1
    x, y = graphs[0].get_data()
    heights = (y - y.min()) / np.ptp(y)
    np.testing.assert_allclose(heights, relu(np.linspace(-3, 3, 61)) / 3, atol=1e-12)
    assert (np.diff(x) > 0).all()


def test_an_activation_is_solid_and_its_derivative_dashed(axes):
    assert plot_activation(tanh, axes) is axes
    zero, derivative, curve = axes.lines
    z = np.linspace(-5, 5, 201)
    np.testing.assert_allclose(curve.get_data(), [z, np.tanh(z)], atol=1e-12)
    np.testing.assert_allclose(derivative.get_data(), [z, 1 - np.tanh(z) ** 2], atol=1e-12)
    assert (curve.get_linestyle(), derivative.get_linestyle()) == ("-", "--")
    assert (curve.get_label(), derivative.get_label(), axes.get_title()) == ("tanh", "derivative", "tanh")
    assert list(zero.get_ydata()) == [0, 0]
    assert list(axes.get_xticks()) == [-5, 0, 5]


def test_a_jump_is_a_gap(axes):
    plot_activation(step, axes)
    _, _, curve = axes.lines
    x, y = curve.get_data()
    assert np.isnan(y).sum() == 1
    assert set(y[x < -0.06]) == {0.0}
    assert set(y[x > 0.06]) == {1.0}


def test_softmax_has_no_graph(axes):
    with pytest.raises(TypeError, match=r"^activation must .*, got <activation softmax>"):
        plot_activation(softmax, axes)


def test_the_boundary_is_where_the_output_is_one_half(axes):
    neuron = Neuron([1.0, -1.0], bias=0.5)
    assert plot_decision_boundary(neuron, SQUARE, [0, 1, 0, 1], axes) is axes
    (contour,) = (each for each in axes.collections if len(each.get_paths()) == 1 and not len(each.get_offsets()) > 1)
    points = contour.get_paths()[0].vertices
    assert len(points) > 10
    np.testing.assert_allclose(points @ [1.0, -1.0], -0.5, atol=1e-6)


@pytest.mark.parametrize("activation", ["sigmoid", "step", "identity"])
def test_the_plane_is_coloured_by_the_answer(axes, activation):
    neuron = Neuron([1.0, -1.0], bias=0.5 if activation != "identity" else 1.0, activation=activation)
    plot_decision_boundary(neuron, SQUARE, [0, 1, 0, 1], axes)
    (image,) = axes.images
    left, right, bottom, top = image.get_extent()
    # 12 % of the longer side of the points, all around them
    np.testing.assert_allclose([left, right, bottom, top], [-0.48, 2.48, -0.48, 4.48])
    region = regions(image)
    x, y = np.meshgrid(np.linspace(left, right, 240)[1::3], np.linspace(bottom, top, 240)[1::3])
    clear = np.abs(x - y + 0.5) > 1e-9
    assert (region == (x - y + 0.5 > 0))[clear].all()
    assert image.origin == "lower"


def regions(image):
    """Return the class whose colour each place of a picture has."""
    colours = np.array([to_rgb(colour) for colour, _ in CLASS_STYLES])
    return np.abs(image.get_array()[..., None, :3] - colours).sum(axis=-1).argmin(axis=-1)


def test_with_several_outputs_the_largest_decides(axes):
    layer = Dense.from_weights([[1.0, -1.0, 0.0], [0.0, 0.0, 1.0]], [0.0, 0.0, -2.0], "softmax")
    plot_decision_boundary(Network([layer]), SQUARE - [1.0, 0.0], [0, 1, 2, 2], axes)
    region = regions(axes.images[0])
    assert [region[0, -1], region[0, 0], region[-1, region.shape[1] // 2]] == [0, 1, 2]
    assert len(axes.collections) == 2 + 3  # a border below each class but the first, and the points of three


@pytest.mark.parametrize(
    ("model", "strength"),
    [
        (lambda points: np.full(len(points), 0.5), 0.0),
        (lambda points: np.full(len(points), 0.9), 0.8),
        (lambda points: np.full(len(points), 0.1), 0.8),
        (lambda points: np.zeros(len(points)), 1.0),
        (lambda points: np.full((len(points), 2), [0.3, 0.7]), 0.4),
        (lambda points: np.full((len(points), 4), [0.25, 0.25, 0.25, 0.25]), 0.0),
        (lambda points: np.full((len(points), 4), [0.0, 0.0, 0.7, 0.3]), 0.6),
        (Neuron([0.0, 0.0], bias=1e-5, activation="step"), 1.0),
    ],
)
def test_the_surer_the_answer_the_stronger_its_colour(axes, model, strength):
    plot_decision_boundary(model, SQUARE, [0, 1, 0, 1], axes)
    np.testing.assert_allclose(axes.images[0].get_array()[..., 3], 0.3 * np.round(6 * strength) / 6, atol=1e-9)


def test_each_class_has_its_own_colour_and_marker(axes):
    assert plot_points(SQUARE, [2, 0, 2, 3], axes) is axes
    drawn = axes.collections
    assert [each.get_offsets().tolist() for each in drawn] == [[[0, 4]], [[0, 0], [2, 0]], [[2, 4]]]
    assert [to_hex(each.get_facecolor()[0]) for each in drawn] == [to_hex("C2"), to_hex("C0"), to_hex("C3")]
    assert (drawn[0].get_sizes().tolist(), drawn[0].get_linewidths().tolist(), drawn[0].get_zorder()) == (
        [34],
        [0.7],
        3,
    )
    assert to_hex(drawn[0].get_edgecolor()[0]) == "#ffffff"
    shapes = {tuple(map(tuple, each.get_paths()[0].vertices.round(3))) for each in drawn}
    assert len(shapes) == len({marker for _, marker in CLASS_STYLES}) - 1
    assert axes.get_aspect() == 1
    assert (axes.get_xlabel(), axes.get_ylabel(), axes.yaxis.label.get_rotation()) == ("$x_1$", "$x_2$", 0)


def test_each_loss_is_labelled_at_its_end(axes):
    assert plot_loss(History(loss=[0.7, 0.4, 0.1], validation_loss=[0.8, 0.6, 0.5]), axes) is axes
    training, validation = axes.lines
    assert (list(training.get_xdata()), list(training.get_ydata())) == ([1, 2, 3], [0.7, 0.4, 0.1])
    assert (training.get_linestyle(), validation.get_linestyle()) == ("-", "--")
    below, above = axes.texts
    assert (below.get_text(), below.xy, below.get_va()) == ("training", (3, 0.1), "top")
    assert (above.get_text(), above.xy, above.get_va()) == ("validation", (3, 0.5), "bottom")
    assert (axes.get_xlabel(), axes.get_ylabel(), axes.get_ylim()[0]) == ("epoch", "loss", 0)
    alone = plot_loss(History(loss=[0.7, 0.4]), Figure().add_subplot())
    assert ([line.get_label() for line in alone.lines], texts(alone)) == (["training"], ["training"])


@pytest.mark.parametrize(
    ("points", "margin"),
    [
        ([[0.0, 0.0]], 1.0),
        ([[1.0, 0.0]], 1.0),
        ([[0.0, -100.0]], 12.0),
        ([[0.0, 0.0], [50.0, 100.0]], 12.0),
        ([[100.0, 0.0], [100.0 + 5e-8, 0.0]], 12.0),  # so close that a picture of their distance shows nothing
        ([[100.0, 0.0], [100.0 + 1.5e-7, 0.0]], 1.8e-8),
        ([[0.0, 0.0], [0.0, 0.8e-100]], 1.0),
        ([[0.0, 0.0], [0.0, 1.5e-100]], 1.8e-101),
    ],
)
def test_there_is_room_around_the_points(axes, points, margin):
    plot_decision_boundary(lambda X: np.zeros(len(X)), points, np.zeros(len(points)), axes)
    left, right, bottom, top = axes.images[0].get_extent()
    low, high = np.min(points, axis=0), np.max(points, axis=0)
    found = [low[0] - left, right - high[0], low[1] - bottom, top - high[1]]
    np.testing.assert_allclose(found, margin, rtol=1e-5)


@pytest.mark.parametrize("points", [SQUARE.astype(np.float32), np.full((4, 2), 5e-324), np.full((4, 2), 1e100)])
def test_points_of_any_type_and_size_are_drawn_without_a_warning(axes, points):
    with np.errstate(all="raise"):
        plot_points(points, [0, 1, 0, 1], ax=axes)
        plot_decision_boundary(Neuron([1.0, 1.0], activation="step"), points, [0, 1, 0, 1], ax=axes)
    assert len(axes.collections) > 1
