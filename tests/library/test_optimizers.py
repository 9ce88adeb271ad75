"""Optimisers against the recurrences of the books, one number at a time; and whose parameters they go on with."""

from dataclasses import fields

import numpy as np
import pytest
from library_references import OPTIMIZERS, RULES, USUAL, arrays_of, classes_of

import neuronlib
from neuronlib import SGD, Dense, fit, mean_squared_error
from neuronlib.optimizers import Optimizer

SETTINGS = [(kind, setting.name) for kind in classes_of(Optimizer).values() for setting in fields(kind)]


@pytest.fixture(params=OPTIMIZERS)
def make(request):
    return OPTIMIZERS[request.param]


def settings_of(optimizer):
    return {setting.name: getattr(optimizer, setting.name) for setting in fields(optimizer)}


def run(optimizer):
    rng = np.random.default_rng(6)
    parameters = [np.asarray(rng.normal(size=shape)) for shape in [(2, 3), (4,), ()]]
    start = [p.copy() for p in parameters]
    gradients = [[np.asarray(rng.normal(size=p.shape)) for p in parameters] for _ in range(20)]
    for step in gradients:
        optimizer.step(parameters, step)
    return start, gradients, parameters


def test_steps_are_the_recurrence_which_begins_anew_after_forgetting(make):
    optimizer = make()
    rule, settings = RULES[type(optimizer).__name__], settings_of(optimizer)
    run(optimizer)
    optimizer.forget()
    start, gradients, end = run(optimizer)
    for i, parameter in enumerate(start):
        for index in np.ndindex(parameter.shape):
            slopes = [float(step[i][index]) for step in gradients]
            expected = rule(float(parameter[index]), slopes, **settings)
            assert end[i][index] == pytest.approx(expected, rel=1e-12, abs=1e-14)


def test_arrays_are_changed_in_place_whatever_their_layout_and_gradients_are_left_alone(make):
    whole, gradient = np.ones((4, 6)), np.full((2, 2), 0.5)
    make().step([whole[::2, ::-3]], [gradient])
    assert np.argwhere(whole != 1).tolist() == [[0, 2], [0, 5], [2, 2], [2, 5]]
    assert (gradient == 0.5).all()


def test_learning_rate_may_change_between_steps_and_velocity_is_not_scaled_by_it():
    optimizer, p = SGD(0.5, momentum=0.5), np.zeros(1)
    optimizer.step([p], [np.ones(1)])
    optimizer.learning_rate = 0.25
    optimizer.step([p], [np.ones(1)])
    assert p.tolist() == [-(0.5 * 1 + 0.25 * 1.5)]


def test_repr_is_the_code_that_makes_an_optimizer_with_these_settings(make):
    optimizer = make()
    again = eval(repr(optimizer), vars(neuronlib))
    assert (type(again), settings_of(again)) == (type(optimizer), settings_of(optimizer))


@pytest.mark.parametrize(("kind", "setting"), SETTINGS)
def test_a_setting_that_is_assigned_becomes_a_float_and_one_that_is_refused_changes_nothing(kind, setting):
    optimizer = kind(learning_rate=0.1)
    before = settings_of(optimizer)
    with pytest.raises(ValueError, match=f"^{setting} must"):
        setattr(optimizer, setting, np.nan)
    assert settings_of(optimizer) == before
    setattr(optimizer, setting, np.float32(0.25))
    assert (getattr(optimizer, setting), type(getattr(optimizer, setting))) == (0.25, float)


@pytest.mark.parametrize("with_fit", [True, False])
def test_an_optimizer_with_a_memory_refuses_the_arrays_of_another_model(make, with_fit):
    optimizer, one, other = make(), Dense(1, 2, rng=0), Dense(1, 2, rng=1)
    before = arrays_of(other)

    def train(model):
        if with_fit:
            fit(model, [[1.0]], [[2.0, 3.0]], loss=mean_squared_error, optimizer=optimizer, epochs=1)
        else:
            optimizer.step(model.parameters, [np.ones((1, 2)), np.ones(2)])

    train(one)
    if getattr(optimizer, "momentum", 1):  # plain descent remembers nothing
        with pytest.raises(ValueError, match=r"^parameters must .* use one"):
            train(other)
        assert arrays_of(other) == before
        train(one)
        optimizer.forget()
    train(other)


@pytest.mark.parametrize("name", USUAL)
@pytest.mark.parametrize("wrong", [np.array([1.0, np.nan]), np.ones(3), "text"], ids=["NaN", "shape", "text"])
def test_refused_gradients_change_nothing_and_leave_no_trace_in_later_steps(name, wrong):
    tried, fresh, p, q = OPTIMIZERS[name](), OPTIMIZERS[name](), [np.ones(2), np.ones(2)], [np.ones(2), np.ones(2)]
    with pytest.raises((TypeError, ValueError), match=r"^gradients\[1\] must"):
        tried.step(p, [np.ones(2), wrong])
    assert [array.tolist() for array in p] == [[1, 1], [1, 1]]
    for gradient in ([3.0, 1.0], [-1.0, 2.0]):
        tried.step(p, [np.array(gradient)] * 2)
        fresh.step(q, [gradient] * 2)  # a list of numbers will do
    assert [array.tolist() for array in p] == [array.tolist() for array in q]
