"""Neurons, layers and networks: how they start, their outputs and gradients, and how numbers are set and copied."""

import copy
import math
import pickle
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from library_references import (
    ALL_NAMES,
    INPUTS,
    MAKERS,
    MODELS,
    NAMES,
    OPTIMIZERS,
    WITH_ACTIVATIONS,
    activation_of,
    arrays_of,
    complex_step,
    formula_of,
)

from neuronlib import Conv2D, Dense, Embedding, Network, Neuron, fit, mean_squared_error

TARGETS = np.random.default_rng(5).normal(size=(4, 2))


def fitting(model):
    return TARGETS[:, 0] if isinstance(model, Neuron) else TARGETS


@pytest.fixture(params=MAKERS)
def model(request):
    return MAKERS[request.param]()


# What a network is made of.


def test_a_network_takes_layers_and_tells_what_else_it_has_got_in_at_most_40_characters():
    for wrong, told in ((Neuron([1.0]), "Neuron("), ("x" * 38, f"'{'x' * 38}' at"), ("x" * 39, f"'{'x' * 36}... at")):
        with pytest.raises(TypeError, match=r"^layers must hold layers such as Dense only, got ") as refused:
            Network([Dense(1, 1), wrong])
        assert told in str(refused.value)


# The start.


@pytest.mark.parametrize("name", ALL_NAMES)
def test_weights_are_spread_for_what_the_activation_lets_pass(name):
    function = activation_of(name)
    passes = [name != "softmax" and abs(function(far + 1.0) - function(far)) > 0.5 for far in (-50.0, 50.0)]
    gain = 2 if sum(passes) == 1 else 1
    for n_inputs, n_outputs in [(400, 500), (10, 20_000)]:
        weights = Dense(n_inputs, n_outputs, name, rng=2024).weights
        assert weights.std() == pytest.approx(math.sqrt(gain / n_inputs), rel=0.01)
    filters = Conv2D((4, 9, 9), 2000, 5, name, rng=0).weights
    assert filters.std() == pytest.approx(math.sqrt(gain / 100), rel=0.01)


def test_weights_are_normal_with_the_mean_zero_and_biases_are_zero():
    layer = Dense(np.int64(400), 500)
    for weights in (20 * layer.weights, 10 * Conv2D((4, 9, 9), 2000, 5).weights, Embedding(400, 500).weights):
        assert weights.mean() == pytest.approx(0, abs=0.02)
        within = [(np.abs(weights) < limit).mean() for limit in (1, 2, 3)]
        np.testing.assert_allclose(within, [math.erf(limit / math.sqrt(2)) for limit in (1, 2, 3)], atol=0.006)
    assert (layer.weights.shape, layer.biases.tolist(), layer.biases.dtype) == ((400, 500), [0.0] * 500, float)


MAKE = (
    lambda rng: Dense(3, 4, rng=rng),
    lambda rng: Conv2D((1, 3, 3), 1, 2, rng=rng),
    lambda rng: Embedding(3, 2, rng=rng),
)


@pytest.mark.parametrize("make", MAKE)
def test_a_seed_is_the_generator_made_of_it_and_gives_the_same_start_each_time(make):
    start, generator = make(5).weights, np.random.default_rng(5)
    assert make(5).weights.tolist() == make(generator).weights.tolist() == start.tolist()
    for rng in (generator, 6, None, None):
        assert (make(rng).weights != start).all()


# Outputs and gradients.


@pytest.mark.parametrize(("kind", "name"), WITH_ACTIVATIONS)
def test_outputs_and_gradients_are_those_of_the_formula_and_of_complex_steps_through_it(kind, name):
    make, formula = MODELS[kind]
    model = make(name)
    expected = formula(formula_of(name), INPUTS.astype(complex), model.parameters).real
    for outputs in (model(INPUTS), model.forward(INPUTS)):
        np.testing.assert_allclose(outputs, expected, rtol=1e-12, atol=1e-14)
    gradients = [model.backward(fitting(model)), *model.parameter_gradients]
    arrays = [INPUTS, *model.parameters]
    for position, gradient in enumerate(gradients):

        def weighted_output(array, position=position):
            X, *parameters = [*arrays[:position], array, *arrays[position + 1 :]]
            return (fitting(model) * formula(formula_of(name), X.astype(complex), parameters)).sum()

        np.testing.assert_allclose(gradient, complex_step(weighted_output, arrays[position]), rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize("n_samples", [0, 1, 2, 4])
@pytest.mark.parametrize("kind", MAKERS)
def test_shapes_and_float32_are_kept(kind, n_samples):
    for dtype in (np.float32, np.float64):
        model, X = MAKERS[kind](dtype=dtype), np.ones((n_samples, 3), dtype)
        outputs = model.forward(X)
        assert outputs.shape == model(X).shape == (n_samples, 2)[: outputs.ndim]
        assert (model.predict(X).shape, model.backward(outputs).shape) == ((n_samples,), X.shape)
        assert [g.shape for g in model.parameter_gradients] == [p.shape for p in model.parameters]
        results = [outputs, model(X), model.backward(outputs), *model.parameters, *model.parameter_gradients]
        assert {result.dtype for result in results} == {np.dtype(dtype)}
    assert Neuron([1, 2]).weights.dtype == Dense.from_weights([[1]], [2]).weights.dtype == np.float64


def test_outputs_inputs_and_parameters_are_left_to_the_caller_between_forward_and_backward(model):
    """The loop `out = forward(X); out -= y; backward(out)` works, also where X is a buffer that is filled anew."""
    X, outputs, before = INPUTS.copy(), model.forward(INPUTS), arrays_of(model)
    expected = [model.backward(outputs - fitting(model)), *model.parameter_gradients]
    outputs = model.forward(X)
    X[...] = 99.0
    model(X)  # a call does not disturb what `forward` remembers
    outputs -= fitting(model)
    for gradient, right in zip([model.backward(outputs), *model.parameter_gradients], expected, strict=True):
        np.testing.assert_array_equal(gradient, right)
    assert not np.array_equal(model(INPUTS), outputs)
    assert arrays_of(model) == before


@pytest.mark.parametrize("name", NAMES)
def test_one_example_of_a_neuron_gives_a_number_and_the_gradients_of_backward(name):
    neuron, x = MAKERS["Neuron"](name), INPUTS[0]
    assert all(isinstance(function(x), float) for function in (neuron, neuron.forward))
    assert isinstance(neuron.predict(x), np.integer)
    gradients = neuron.gradients(x)
    neuron.forward(x)
    found = [neuron.backward(2.0), *neuron.parameter_gradients]
    for gradient, one in zip(found, [gradients.inputs, gradients.weights, gradients.bias], strict=True):
        np.testing.assert_allclose(gradient, 2 * one, rtol=1e-13, atol=1e-15)


def test_an_explanation_has_the_numbers_of_the_neuron_and_does_not_follow_later_changes():
    neuron = Neuron([1 / 3, 2.0], bias=-1e-7, activation="leaky_relu")
    x, z, output, explained = [-2e6, -1.0], neuron.preactivation([-2e6, -1.0]), neuron([-2e6, -1.0]), []
    explained = neuron.explain(x)
    neuron.weights, neuron.bias = [0.0, 0.0], 0.0
    assert str(explained) == (
        "1. dot product        0.333333*(-2e+06) + 2*(-1) = -666669\n"
        "2. add the bias       -666669 + (-1e-07) = -666669\n"
        "3. apply leaky_relu   leaky_relu(-666669) = -6666.69"
    )
    assert explained.products.tolist() == [-2e6 / 3, -2.0]
    assert (explained.preactivation, explained.output) == (z, output)
    assert all(isinstance(each, float) for each in (explained.dot, explained.preactivation, explained.output))
    for shown, name in ((explained, "output"), (neuron.gradients(x), "bias")):
        with pytest.raises(FrozenInstanceError):
            setattr(shown, name, 0.0)
    with pytest.raises(ValueError, match="must fit float64"):
        Neuron([1.0, 2.0], activation="identity").explain([-1e308, 1e308])


# Parameters and activations.


@pytest.mark.parametrize(("kind", "names"), [("Neuron", ["weights", "bias"]), ("Dense", ["weights", "biases"])])
def test_setting_numbers_copies_them_in_place_or_changes_nothing(kind, names):
    model = MAKERS[kind]()
    arrays = model.parameters
    for name, array in zip(names, arrays, strict=True):
        values, before = np.ones(array.shape), arrays_of(model)
        with pytest.raises(ValueError, match=f"^{name} must"):
            setattr(model, name, [*values.ravel()[1:], np.nan] if name != "bias" else np.nan)
        assert arrays_of(model) == before
        setattr(model, name, values)
        values[...] = 99.0
    assert [array.tolist() for array in arrays] == [np.ones(array.shape).tolist() for array in arrays]
    assert all(now is array for now, array in zip(model.parameters, arrays, strict=True))


def test_numbers_and_lists_are_copied_when_a_model_is_made_and_every_bit_is_kept():
    weights, biases = TARGETS[:, :1].copy(), TARGETS[0, 1:].copy()
    layer, neuron = Dense.from_weights(weights, biases), Neuron(weights[:, 0])
    layers = [layer]
    network, before = Network(layers), [weights.tolist(), biases.tolist()]
    weights[...], biases[...] = 99.0, 99.0
    layers.clear()
    assert arrays_of(layer) == arrays_of(network) == before
    assert neuron.weights.tolist() == np.ravel(before[0]).tolist()
    assert str(Network((Dense(64, 1000), Dense(1000, 10)))).startswith("Network of 2 layers, 75,010 parameters")


@pytest.mark.parametrize(("kind", "name"), [each for each in WITH_ACTIVATIONS if each[0] != "Network"])
def test_an_activation_can_be_given_and_assigned_by_its_name_or_itself(kind, name):
    activation, model = activation_of(name), MAKERS[kind]("identity")
    assert MAKERS[kind](name).activation is MAKERS[kind](activation).activation is activation
    for value in (name, activation):
        model.activation = "identity"
        model.activation = value
        assert model.activation is activation
    with pytest.raises(ValueError, match=r"^activation must be"):
        model.activation = "sigmod"
    assert model.activation is activation


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_model_and_its_optimizer_are_copied_together_and_both_go_on(model, optimizer, copied):
    stepper, settings = OPTIMIZERS[optimizer](), {"loss": mean_squared_error, "epochs": 3}
    fit(model, INPUTS, fitting(model), optimizer=stepper, **settings)
    other, other_stepper = copied((model, stepper))
    fit(model, INPUTS, fitting(model), optimizer=stepper, **settings)
    assert arrays_of(model) != arrays_of(other)
    fit(other, INPUTS, fitting(other), optimizer=other_stepper, **settings)
    assert arrays_of(model) == arrays_of(other)
    other.forward(INPUTS)
    assert other.backward(fitting(other)).shape == INPUTS.shape  # for which nobody asks in a training
