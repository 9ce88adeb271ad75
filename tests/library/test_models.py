"""Neurons, layers and networks: their outputs, their gradients, and how their numbers are set and copied."""

import copy
import pickle
import re

import numpy as np
import pytest
from library_references import (
    INPUTS,
    MAKERS,
    MODELS,
    NAMES,
    OPTIMIZERS,
    WITH_ACTIVATIONS,
    activation_of,
    complex_step,
    formula_of,
)

from neuronlib import Dense, Network, Neuron, fit, mean_squared_error, relu
from neuronlib.border import unchecked

RNG = np.random.default_rng(5)
TARGETS = RNG.normal(size=(4, 2))


def fitting(model, targets=TARGETS):
    """Return targets, or other numbers, in the shape of the outputs of a model for `INPUTS`."""
    return targets[:, 0] if isinstance(model, Neuron) else targets


def after_backward(model, gradient=TARGETS):
    model.forward(INPUTS)
    return model.backward(fitting(model, gradient))


def arrays_of(model):
    return [array.tolist() for array in model.parameters]


@pytest.fixture(params=MAKERS)
def model(request):
    return MAKERS[request.param]()


# Outputs and gradients.


@pytest.mark.parametrize("which", ["__call__", "forward", "unchecked"])
@pytest.mark.parametrize(("kind", "name"), WITH_ACTIVATIONS)
def test_output_is_the_formula(kind, name, which):
    make, formula = MODELS[kind]
    model = make(name)
    (call,) = unchecked(model.forward) if which == "unchecked" else [getattr(model, which)]
    expected = formula(formula_of(name), INPUTS.astype(complex), model.parameters).real
    np.testing.assert_allclose(call(INPUTS), expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(("kind", "name"), WITH_ACTIVATIONS)
def test_gradients_are_those_of_complex_steps_through_the_formula(kind, name):
    make, formula = MODELS[kind]
    model = make(name)
    gradients = [after_backward(model), *model.parameter_gradients]
    arrays = [INPUTS, *model.parameters]
    for position, gradient in enumerate(gradients):

        def weighted_output(array, position=position):
            X, *parameters = [*arrays[:position], array, *arrays[position + 1 :]]
            return (fitting(model) * formula(formula_of(name), X.astype(complex), parameters)).sum()

        np.testing.assert_allclose(gradient, complex_step(weighted_output, arrays[position]), rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize("n_samples", [0, 1, 2, 4])
def test_shapes_of_outputs_and_gradients(model, n_samples):
    X = np.ones((n_samples, 3))
    outputs = model.forward(X)
    assert outputs.shape == model(X).shape == (n_samples, 2)[: outputs.ndim]
    assert model.backward(outputs).shape == X.shape
    assert [g.shape for g in model.parameter_gradients] == [p.shape for p in model.parameters]
    assert model.predict(X).shape == (n_samples,)
    assert (type(model.parameters), type(model.parameter_gradients)) == (list, list)


@pytest.mark.parametrize("kind", MAKERS)
def test_float32_is_kept_and_all_else_is_float64(kind):
    for dtype in (np.float32, np.float64):
        model, X = MAKERS[kind](dtype=dtype), INPUTS.astype(dtype)
        outputs = model.forward(X)
        results = [outputs, model(X), model.backward(outputs), *model.parameters, *model.parameter_gradients]
        assert {result.dtype for result in results} == {np.dtype(dtype)}
    assert Neuron([1, 2]).weights.dtype == Dense.from_weights([[1]], [2]).weights.dtype == np.float64


# What forward and backward leave alone, and what they hand out.


def test_outputs_inputs_and_parameters_are_left_to_the_caller_between_forward_and_backward(model):
    """The loop `out = forward(X); out -= y; backward(out)` works, also where X is a buffer that is filled anew."""
    X, outputs, before = INPUTS.copy(), model(INPUTS), arrays_of(model)
    expected = after_backward(model, outputs.reshape(4, -1) - TARGETS)
    wanted = [gradient.copy() for gradient in model.parameter_gradients]
    outputs = model.forward(X)
    X[...] = 99.0
    model(X)  # a call does not disturb what `forward` remembers
    outputs -= fitting(model)
    np.testing.assert_array_equal(model.backward(outputs), expected)
    for gradient, right in zip(model.parameter_gradients, wanted, strict=True):
        np.testing.assert_array_equal(gradient, right)
    assert not np.array_equal(model(INPUTS), outputs)
    assert arrays_of(model) == before


def test_backward_comes_after_forward_and_gradients_after_backward(model):
    with pytest.raises(RuntimeError, match=r"^call forward before"):
        model.backward(fitting(model))
    model.forward(INPUTS)
    with pytest.raises(RuntimeError, match=r"^call .* backward first"):
        _ = model.parameter_gradients


# Parameters.


def test_parameters_are_the_arrays_themselves_those_of_a_network_layer_by_layer(model):
    before = model(INPUTS)
    for parameter in model.parameters:
        parameter *= 0.5
    assert not np.array_equal(model(INPUTS), before)
    if isinstance(model, Network):
        first, second = model.layers
        arrays = [first.weights, first.biases, second.weights, second.biases]
        assert all(p is array for p, array in zip(model.parameters, arrays, strict=True))


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


def test_numbers_are_copied_when_a_model_is_made_and_every_bit_is_kept():
    weights, biases = RNG.normal(size=(2, 1)), RNG.normal(size=1)
    layer, neuron = Dense.from_weights(weights, biases, relu), Neuron(weights[:, 0])
    before = arrays_of(layer)
    assert before == [weights.tolist(), biases.tolist()]
    weights[...], biases[...] = 99.0, 99.0
    assert arrays_of(layer) == before
    assert neuron.weights.tolist() == np.ravel(before[0]).tolist()


@pytest.mark.parametrize(("kind", "name"), [each for each in WITH_ACTIVATIONS if each[0] != "Network"])
def test_an_activation_can_be_given_and_assigned_by_its_name_or_itself(kind, name):
    activation, model = activation_of(name), MAKERS[kind]("identity")
    assert MAKERS[kind](name).activation is MAKERS[kind](activation).activation is activation
    for value in (name, activation):
        model.activation = "identity"
        model.activation = value
        assert model.activation is activation
    np.testing.assert_array_equal(model(INPUTS), MAKERS[kind](name)(INPUTS))
    with pytest.raises(ValueError, match=r"^activation must be"):
        model.activation = "sigmod"
    assert model.activation is activation


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("kind", MAKERS)
def test_a_model_and_its_optimizer_are_copied_together_and_both_go_on(kind, optimizer, copied):
    model, stepper = MAKERS[kind]("tanh"), OPTIMIZERS[optimizer]()
    settings = {"loss": mean_squared_error, "epochs": 3}
    fit(model, INPUTS, fitting(model), optimizer=stepper, **settings)
    other, other_stepper = copied((model, stepper))
    assert not any(np.shares_memory(p, q) for p, q in zip(model.parameters, other.parameters, strict=True))
    fit(model, INPUTS, fitting(model), optimizer=stepper, **settings)
    assert arrays_of(model) != arrays_of(other)
    fit(other, INPUTS, fitting(other), optimizer=other_stepper, **settings)
    assert arrays_of(model) == arrays_of(other)
    after_backward(other)


@pytest.mark.parametrize("which", ["preactivation", "__call__", "forward"])
def test_one_example_gives_a_number(which):
    assert isinstance(getattr(Neuron([1.0, 2.0]), which)([3.0, 4.0]), float)
    assert isinstance(Neuron([1.0, 2.0]).predict([3.0, 4.0]), np.integer)


@pytest.mark.parametrize("name", NAMES)
def test_gradients_of_one_example_are_those_of_backward(name):
    neuron, x = MAKERS["Neuron"](name), INPUTS[0]
    gradients = neuron.gradients(x)
    neuron.forward(x)
    np.testing.assert_allclose(neuron.backward(2.0), 2 * gradients.inputs, rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(neuron.parameter_gradients[0], 2 * gradients.weights, rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(neuron.parameter_gradients[1], 2 * gradients.bias, rtol=1e-13, atol=1e-15)


def test_layers_may_be_a_tuple_and_later_changes_of_a_list_do_not_reach_the_network():
    layers = [Dense(2, 3)]
    network = Network(layers)
    layers.clear()
    assert len(network.layers) == 1
    assert Network((Dense(2, 3), Dense(3, 1)))([[1.0, 2.0]]).shape == (1, 1)


def test_a_network_as_text_counts_its_parameters_in_thousands():
    said = " ".join(str(Network([Dense(64, 1000), Dense(1000, 10)])).split())
    assert re.findall(r"(\S+) parameters", said) == ["75,010", "65,000", "10,010"]


def test_the_label_of_a_tie_is_the_first_one_and_that_of_one_output_whether_it_is_above_the_threshold():
    assert Dense.from_weights(np.eye(2), np.zeros(2)).predict([[0.1, 0.2], [0.9, 0.8], [0, 0]]).tolist() == [1, 0, 0]
    X = [[-7.0], [0.0], [0.5], [np.nextafter(0.5, 1)], [2.0]]
    for model in (Neuron([1.0], 0, "identity"), Dense.from_weights([[1.0]], [0.0])):
        assert model.predict(X, 0.0).tolist() == [0, 0, 1, 1, 1]
        assert model.predict(X).tolist() == [0, 0, 0, 1, 1]
        assert np.issubdtype(model.predict(X).dtype, np.integer)
