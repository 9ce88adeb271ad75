"""Optimisers against the recurrences of the books, one number at a time; their settings, and what they refuse."""

import re
from dataclasses import fields

import numpy as np
import pytest
from library_references import OPTIMIZERS, RULES, USUAL, classes_of

import neuronlib
from neuronlib import SGD, Adam, Dense, Neuron, fit, mean_squared_error
from neuronlib.optimizers import Optimizer

STEPS = 20
KINDS = classes_of(Optimizer)
SETTINGS = [(name, setting.name) for name, kind in KINDS.items() for setting in fields(kind)]
POSITIVE = ["learning_rate", "epsilon"]  # every other setting is the share of something that is kept
WITH_MEMORY = [name for name in OPTIMIZERS if name not in ("SGD", "SGD, no momentum")]


@pytest.fixture(params=OPTIMIZERS)
def make(request):
    return OPTIMIZERS[request.param]


def settings_of(optimizer):
    return {setting.name: getattr(optimizer, setting.name) for setting in fields(optimizer)}


def run(optimizer, dtype=float):
    """Return the start, the gradients and the end of 20 steps with three parameters of different shapes."""
    rng = np.random.default_rng(6)
    parameters = [np.asarray(rng.normal(size=shape), dtype=dtype) for shape in [(2, 3), (4,), ()]]
    start = [p.copy() for p in parameters]
    gradients = [[np.asarray(rng.normal(size=p.shape), dtype=dtype) for p in parameters] for _ in range(STEPS)]
    for step in gradients:
        optimizer.step(parameters, step)
    return start, gradients, parameters


# Steps.


@pytest.mark.parametrize("n_steps", [2, STEPS])
def test_steps_are_the_recurrence(make, n_steps):
    start, gradients, _ = run(make())
    end, optimizer = [parameter.copy() for parameter in start], make()
    for step in gradients[:n_steps]:
        optimizer.step(end, step)
    rule, settings = RULES[type(optimizer).__name__], settings_of(optimizer)
    for i, parameter in enumerate(start):
        for index in np.ndindex(parameter.shape):
            slopes = [float(step[i][index]) for step in gradients[:n_steps]]
            expected = rule(float(parameter[index]), slopes, **settings)
            assert end[i][index] == pytest.approx(expected, rel=1e-12, abs=1e-14)


def test_float32_is_kept_and_close(make):
    wide, narrow = run(make())[2], run(make(), np.float32)[2]
    assert [p.dtype for p in narrow] == [np.float32] * 3
    for p, q in zip(wide, narrow, strict=True):
        np.testing.assert_allclose(p, q, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("gradient", [1e-4, 1.0, 300.0])
def test_float16_parameters_stay_finite_and_move(make, gradient):
    parameter, optimizer = np.zeros(3, np.float16), make()
    for _ in range(5):
        optimizer.step([parameter], [np.array([gradient, -gradient, 0.0])])
    assert parameter.dtype == np.float16
    assert np.isfinite(parameter).all()
    assert np.sign(parameter).tolist() == [-1, 1, 0]


def test_arrays_are_changed_in_place_whatever_their_layout_and_gradients_are_left_alone(make):
    whole, gradient = np.ones((4, 6)), np.full((2, 2), 0.5)
    make().step([whole[::2, ::-3]], [gradient])
    changed = whole != 1
    assert changed[::2, ::-3].all()
    assert changed.sum() == 4
    assert set(whole[::2, ::-3].ravel()) == {whole[0, -1]}
    assert (gradient == 0.5).all()


def test_first_step_goes_against_the_gradient_and_none_where_there_is_none(make):
    parameter = np.zeros(3)
    make().step([parameter], [np.array([3.0, -0.01, 0.0])])
    assert np.sign(parameter).tolist() == [-1, 1, 0]


def test_learning_rate_may_change_between_steps_and_velocity_is_not_scaled_by_it():
    optimizer, p = SGD(0.5, momentum=0.5), np.zeros(1)
    optimizer.step([p], [np.ones(1)])
    optimizer.learning_rate = 0.25
    optimizer.step([p], [np.ones(1)])
    assert p.tolist() == [-(0.5 * 1 + 0.25 * 1.5)]


def test_gradients_may_be_lists_of_numbers(make):
    parameter, expected = np.ones(2), np.ones(2)
    make().step([expected], [np.array([1.0, 2.0])])
    make().step([parameter], [[1.0, 2.0]])
    assert parameter.tolist() == expected.tolist()


# Settings.


def test_repr_is_the_code_that_makes_an_optimizer_with_these_settings(make):
    optimizer = make()
    again = eval(repr(optimizer), vars(neuronlib))
    assert type(again) is type(optimizer)
    assert settings_of(again) == settings_of(optimizer)


@pytest.mark.parametrize(("name", "setting"), SETTINGS)
def test_a_setting_is_checked_when_it_is_given_and_when_it_is_assigned(name, setting):
    kind, optimizer = KINDS[name], KINDS[name](learning_rate=0.1)
    refused = dict.fromkeys((-0.1, np.nan, np.inf, -np.inf), ValueError)
    refused |= dict.fromkeys([0] if setting in POSITIVE else [1, 1.0, 1.5], ValueError)
    refused |= dict.fromkeys(["0.1", None, 1j, object()], TypeError)
    before = settings_of(optimizer)
    for value, error in refused.items():
        given = {"learning_rate": 0.1, setting: value}
        for act in (lambda given=given: kind(**given), lambda value=value: setattr(optimizer, setting, value)):
            shown = re.escape(str(value)) if error is ValueError else ""
            with pytest.raises(error, match=f"^{setting} must .*{shown}"):
                act()
    assert settings_of(optimizer) == before
    setattr(optimizer, setting, np.float32(0.25))
    assert (getattr(optimizer, setting), type(getattr(optimizer, setting))) == (0.25, float)


# Whose parameters.


@pytest.mark.parametrize("name", WITH_MEMORY)
def test_an_optimizer_with_a_memory_refuses_the_arrays_of_another_model(name):
    for with_fit in (True, False):
        optimizer, one, other = OPTIMIZERS[name](), Dense(1, 2, rng=0), Dense(1, 2, rng=1)
        before = [parameter.copy() for parameter in other.parameters]

        def train(model, optimizer=optimizer, with_fit=with_fit):
            if with_fit:
                fit(model, [[1.0]], [[2.0, 3.0]], loss=mean_squared_error, optimizer=optimizer, epochs=1)
            else:
                optimizer.step(model.parameters, [np.ones((1, 2)), np.ones(2)])

        train(one)
        with pytest.raises(ValueError, match=r"^parameters must be the arrays of earlier steps"):
            train(other)
        assert all(np.array_equal(p, q) for p, q in zip(other.parameters, before, strict=True))
        train(one)
        optimizer.forget()
        train(other)


def test_parameters_of_other_shapes_are_refused(make):
    optimizer = make()
    optimizer.step([np.ones(2)], [np.ones(2)])
    with pytest.raises(ValueError, match=r"parameters must have the shapes of earlier steps, .*got \[\(3,\)\]"):
        optimizer.step([np.ones(3)], [np.ones(3)])


def test_forgetting_is_beginning_anew(make):
    optimizer, again = make(), make()
    run(optimizer)
    optimizer.forget()
    for p, q in zip(run(optimizer)[2], run(again)[2], strict=True):
        np.testing.assert_array_equal(p, q)


# Refused gradients and parameters.

REFUSED = {
    "nan": np.array([1.0, np.nan]),
    "infinity": np.array([-np.inf, 1.0]),
    "another shape": np.ones(3),
    "a shape that would broadcast": np.ones(1),
    "one number": 1.0,
    "one row": np.ones((1, 2)),
    "nothing": None,
    "complex": np.array([1j, 1j]),
    "text": np.array(["a", "b"]),
    "objects": np.array([None, None]),
    "ragged": [[1.0], [1.0, 2.0]],
    "masked": np.ma.array([1.0, 2.0], mask=[False, True]),
}


@pytest.mark.parametrize("wrong", REFUSED)
@pytest.mark.parametrize("name", USUAL)
def test_refused_gradients_are_named_change_nothing_and_leave_no_trace_in_later_steps(name, wrong):
    tried, fresh = OPTIMIZERS[name](), OPTIMIZERS[name]()
    p, q = [np.ones(2), np.ones(2)], [np.ones(2), np.ones(2)]
    with pytest.raises((TypeError, ValueError), match=r"^gradients\[1\] must"):
        tried.step(p, [np.ones(2), REFUSED[wrong]])
    assert [array.tolist() for array in p] == [[1, 1], [1, 1]]
    for gradient in ([3.0, 1.0], [-1.0, 2.0]):
        tried.step(p, [np.array(gradient)] * 2)
        fresh.step(q, [np.array(gradient)] * 2)
    assert [array.tolist() for array in p] == [array.tolist() for array in q]


@pytest.mark.parametrize(("n_parameters", "n_gradients"), [(1, 2), (2, 1), (0, 1), (1, 0)])
def test_one_gradient_a_parameter(make, n_parameters, n_gradients):
    with pytest.raises(ValueError, match=f"gradients must .*got {n_gradients} for {n_parameters}"):
        make().step([np.ones(2)] * n_parameters, [np.ones(2)] * n_gradients)


@pytest.mark.parametrize("parameter", [[1.0, 1.0], np.array([1, 1]), (1.0, 1.0), np.ma.ones(2)], ids=repr)
def test_parameters_that_cannot_be_changed_in_place(make, parameter):
    with pytest.raises(TypeError, match="parameters must be float arrays"):
        make().step([parameter], [np.ones(2)])


def test_parameters_that_are_read_only_are_refused_also_by_fit():
    layer = Dense(3, 2, rng=0)
    layer.weights.flags.writeable = False
    with pytest.raises(ValueError, match="parameters must be arrays that can be updated in place"):
        fit(layer, np.ones((4, 3)), np.ones((4, 2)), loss=mean_squared_error, optimizer=SGD(0.1), epochs=1)
    np.testing.assert_array_equal(layer.weights, Dense(3, 2, rng=0).weights)


def test_step_beyond_all_numbers_is_refused(make):
    with pytest.raises(ValueError, match=r"^parameters after the step must fit float64"):
        make().step([np.array([-1.7e308])], [np.array([1.7e308])])


def test_an_optimizer_goes_on_by_hand_where_fit_has_stopped():
    models, optimizers = [Neuron([0.5, -0.5], 0, "tanh") for _ in range(2)], [Adam(0.1), Adam(0.1)]
    X, y = np.eye(2), np.array([1.0, -0.5])
    for model, optimizer, epochs in zip(models, optimizers, (2, 1), strict=True):
        fit(model, X, y, loss=mean_squared_error, optimizer=optimizer, epochs=epochs)
    models[1].backward(mean_squared_error.gradient(y, models[1].forward(X)))
    optimizers[1].step(models[1].parameters, models[1].parameter_gradients)
    assert models[0].weights.tolist() == models[1].weights.tolist()
