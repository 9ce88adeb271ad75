"""Optimisers against the recurrences of the books, one number at a time."""

import math

import numpy as np
import pytest

from neuronlib import SGD, AdaGrad, Adam, RMSProp
from neuronlib.arithmetic import PIECE

STEPS = 20


def sgd(p, gradients, learning_rate, momentum):
    v = 0.0
    for g in gradients:
        v = momentum * v + g
        p -= learning_rate * v
    return p


def adagrad(p, gradients, learning_rate, epsilon):
    total = 0.0
    for g in gradients:
        total += g * g
        p -= learning_rate * g / math.sqrt(total + epsilon)
    return p


def rmsprop(p, gradients, learning_rate, decay, epsilon):
    s = 0.0
    for g in gradients:
        s = decay * s + (1 - decay) * g * g
        p -= learning_rate * g / math.sqrt(s + epsilon)
    return p


def adam(p, gradients, learning_rate, beta_1, beta_2, epsilon):
    m = s = 0.0
    for t, g in enumerate(gradients, start=1):
        m = beta_1 * m + (1 - beta_1) * g
        s = beta_2 * s + (1 - beta_2) * g * g
        p -= learning_rate * (m / (1 - beta_1**t)) / (math.sqrt(s / (1 - beta_2**t)) + epsilon)
    return p


RULES = {
    "plain descent": (lambda: SGD(0.3), sgd, (0.3, 0.0)),
    "momentum": (lambda: SGD(0.1, momentum=0.9), sgd, (0.1, 0.9)),
    "momentum, in order": (lambda: SGD(0.1, 0.5), sgd, (0.1, 0.5)),
    "adagrad": (lambda: AdaGrad(0.4), adagrad, (0.4, 1e-6)),
    "adagrad, epsilon": (lambda: AdaGrad(0.4, 0.1), adagrad, (0.4, 0.1)),
    "rmsprop": (lambda: RMSProp(0.1), rmsprop, (0.1, 0.9, 1e-6)),
    "rmsprop, all": (lambda: RMSProp(0.1, 0.5, 0.01), rmsprop, (0.1, 0.5, 0.01)),
    "rmsprop without memory": (lambda: RMSProp(0.1, decay=0.0), rmsprop, (0.1, 0.0, 1e-6)),
    "adam": (lambda: Adam(), adam, (0.001, 0.9, 0.999, 1e-8)),
    "adam, all": (lambda: Adam(0.2, 0.5, 0.7, 0.1), adam, (0.2, 0.5, 0.7, 0.1)),
    "adam without memory": (lambda: Adam(0.2, beta_1=0.0, beta_2=0.0), adam, (0.2, 0.0, 0.0, 1e-8)),
}


def run(optimizer, dtype=float):
    """Return the start, the gradients and the end of 20 steps with three parameters of different shapes."""
    rng = np.random.default_rng(6)
    parameters = [np.asarray(rng.normal(size=shape), dtype=dtype) for shape in [(2, 3), (4,), ()]]
    start = [p.copy() for p in parameters]
    gradients = [[np.asarray(rng.normal(size=p.shape), dtype=dtype) for p in parameters] for _ in range(STEPS)]
    for step in gradients:
        optimizer.step(parameters, step)
    return start, gradients, parameters


@pytest.mark.parametrize("name", RULES)
def test_twenty_steps_are_the_recurrence(name):
    make, rule, settings = RULES[name]
    start, gradients, end = run(make())
    for i, parameter in enumerate(start):
        for index in np.ndindex(parameter.shape):
            expected = rule(float(parameter[index]), [float(step[i][index]) for step in gradients], *settings)
            assert end[i][index] == pytest.approx(expected, rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("name", RULES)
def test_float32_is_kept_and_close(name):
    make, _, _ = RULES[name]
    wide, narrow = run(make())[2], run(make(), np.float32)[2]
    assert [p.dtype for p in narrow] == [np.float32] * 3
    for p, q in zip(wide, narrow, strict=True):
        np.testing.assert_allclose(p, q, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("name", RULES)
def test_arrays_are_changed_in_place_whatever_their_layout(name):
    make, _, _ = RULES[name]
    whole = np.ones((4, 6))
    make().step([whole[::2, ::-3]], [np.full((2, 2), 0.5)])
    changed = whole != 1
    assert changed[::2, ::-3].all()
    assert changed.sum() == 4


@pytest.mark.parametrize("name", RULES)
def test_a_number_moves_alike_wherever_it_stands_among_many(name):
    make, _, _ = RULES[name]
    optimizer, many = make(), np.ones(2 * PIECE + 3)
    for _ in range(3):
        optimizer.step([many], [np.full(many.shape, 0.5)])
    assert set(many) == {many[0]} != {1.0}


@pytest.mark.parametrize("name", RULES)
def test_gradients_are_left_alone(name):
    make, _, _ = RULES[name]
    optimizer, parameter, gradient = make(), np.ones(3), np.array([1.0, -2.0, 0.0])
    for _ in range(3):
        optimizer.step([parameter], [gradient])
    assert gradient.tolist() == [1.0, -2.0, 0.0]


@pytest.mark.parametrize("name", RULES)
def test_no_gradient_no_step_at_the_start(name):
    make, _, _ = RULES[name]
    parameter = np.array([1.0, -2.0])
    make().step([parameter], [np.zeros(2)])
    assert parameter.tolist() == [1.0, -2.0]


@pytest.mark.parametrize("name", RULES)
def test_first_step_goes_against_the_gradient(name):
    make, _, _ = RULES[name]
    parameter = np.zeros(2)
    make().step([parameter], [np.array([3.0, -0.01])])
    assert np.sign(parameter).tolist() == [-1, 1]


def test_velocity_is_not_scaled_by_the_learning_rate():
    optimizer, p = SGD(0.5, momentum=0.5), np.zeros(1)
    optimizer.step([p], [np.ones(1)])
    optimizer.learning_rate = 0.25
    optimizer.step([p], [np.ones(1)])
    assert p.tolist() == [-(0.5 * 1 + 0.25 * 1.5)]
