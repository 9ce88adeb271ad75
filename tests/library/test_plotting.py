"""Pictures: what no page draws; how the others look is compared there, figure by figure."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from neuronlib import Dense, History, Network, Neuron, step, tanh
from neuronlib.activations import Activation
from neuronlib.plotting import (
    GREY,
    draw_network,
    draw_neuron,
    plot_activation,
    plot_decision_boundary,
    plot_loss,
    plot_points,
)


@pytest.fixture
def axes():
    return Figure().add_subplot()


def test_weights_that_are_all_zero_can_be_drawn(axes):
    draw_neuron(Neuron([0.0, 0.0], bias=0.0), ax=axes)
    arrows = [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]
    assert [to_hex(arrow.get_edgecolor()) for arrow in arrows] == [GREY] * 3 + ["#000000"]


def test_the_largest_weight_has_the_thickest_arrow_and_a_flat_activation_a_flat_line(axes):
    flat = Activation("flat", "1", np.ones_like, lambda z, _: 0 * z)
    draw_neuron(Neuron([0.5, -0.25], bias=0.0, activation=flat), ax=axes)
    arrows = [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]
    assert [arrow.get_linewidth() for arrow in arrows] == [1.0, 3.0, 2.0, 1.0]  # the bias comes first, the output last
    assert [to_hex(arrow.get_edgecolor()) for arrow in arrows] == [GREY, to_hex("C0"), to_hex("C1"), "#000000"]
    assert np.ptp(axes.lines[-1].get_ydata()) == 0


@pytest.mark.parametrize(("n_inputs", "n_labels"), [(7, 8), (8, 0)])
def test_up_to_eight_arrows_of_a_layer_have_labels(axes, n_inputs, n_labels):
    draw_network(Network([Dense.from_weights(np.full((n_inputs, 1), 0.5), [0.5])]), ax=axes)
    assert [text.get_text() for text in axes.texts].count("0.5") == n_labels


def test_an_activation_is_solid_and_its_derivative_dashed_and_a_jump_is_a_gap(axes):
    assert plot_activation(tanh, axes) is axes
    zero, derivative, curve = axes.lines
    z = np.linspace(-5, 5, 201)
    np.testing.assert_allclose(curve.get_data(), [z, np.tanh(z)], atol=1e-12)
    np.testing.assert_allclose(derivative.get_data(), [z, 1 - np.tanh(z) ** 2], atol=1e-12)
    assert (curve.get_linestyle(), derivative.get_linestyle()) == ("-", "--")
    assert (curve.get_label(), derivative.get_label(), axes.get_title()) == ("tanh", "derivative", "tanh")
    assert (list(zero.get_ydata()), list(axes.get_xticks())) == ([0, 0], [-5, 0, 5])
    plot_activation(step, axes)
    np.testing.assert_array_equal(axes.lines[-1].get_ydata(), [*[0.0] * 101, np.nan, *[1.0] * 99])


def test_the_loss_of_the_validation_is_dashed_and_labelled_apart(axes):
    plot_loss(History(loss=[0.7, 0.1], validation_loss=[0.8, 0.5]), axes)
    assert [line.get_linestyle() for line in axes.lines] == ["-", "--"]
    labels = [(text.get_text(), text.xy, text.get_va()) for text in axes.texts]
    assert labels == [("training", (2, 0.1), "top"), ("validation", (2, 0.5), "bottom")]


def test_each_class_has_its_own_colour_and_marker(axes):
    assert plot_points([[0.0, 0.0], [0.0, 4.0], [2.0, 0.0], [2.0, 4.0]], [2, 0, 1, 3], axes) is axes
    assert [each.get_offsets().tolist() for each in axes.collections] == [[[0, 4]], [[2, 0]], [[0, 0]], [[2, 4]]]
    assert [to_hex(each.get_facecolor()[0]) for each in axes.collections] == [to_hex(f"C{i}") for i in (2, 1, 0, 3)]
    assert len({tuple(map(tuple, each.get_paths()[0].vertices.round(3))) for each in axes.collections}) == 4


@pytest.mark.parametrize(("points", "margin"), [
    ([[1.0, 0.0]], 1.0),
    ([[0.0, -100.0]], 12.0),
    ([[0.0, 0.0], [50.0, 100.0]], 12.0),
    ([[100.0, 0.0], [100.0 + 5e-8, 0.0]], 12.0),  # so close that a picture of their distance shows nothing
    ([[100.0, 0.0], [100.0 + 1.5e-7, 0.0]], 1.8e-8),
    ([[0.0, 0.0], [0.0, 1e100]], 1.2e99),  # and not further
    ([[0.0, 0.0], [0.0, 0.8e-100]], 1.0),
    ([[0.0, 0.0], [0.0, 1.5e-100]], 1.8e-101),
])  # fmt: skip
def test_there_is_room_around_the_points(axes, points, margin):
    plot_decision_boundary(lambda X: np.zeros(len(X)), points, np.zeros(len(points)), axes)
    left, right, bottom, top = axes.images[0].get_extent()
    low, high = np.min(points, axis=0), np.max(points, axis=0)
    found = [low[0] - left, right - high[0], low[1] - bottom, top - high[1]]
    np.testing.assert_allclose(found, margin, rtol=1e-5)


def test_two_outputs_have_the_picture_of_one_that_says_the_same(axes):
    points, model = [[-2.0, 0.0], [2.0, 1.0]], Neuron([1.0, 0.5])
    for each in (model, lambda X: np.stack([1 - model(X), model(X)], axis=-1)):
        plot_decision_boundary(each, points, [0, 1], axes)
    one, two = (image.get_array() for image in axes.images)
    np.testing.assert_allclose(two, one, atol=1e-12)
    assert len({tuple(shade) for row in one for shade in row}) > 6
