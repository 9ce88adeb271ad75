"""What optimisers refuse, and that what is refused changes nothing."""

import re

import numpy as np
import pytest
from library_optimizers import OPTIMIZERS

from neuronlib import SGD, AdaGrad, Adam, RMSProp

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


@pytest.fixture(params=OPTIMIZERS)
def make(request):
    return OPTIMIZERS[request.param]


@pytest.mark.parametrize("wrong", REFUSED)
def test_refused_gradients_change_no_parameter(make, wrong):
    parameters = [np.ones(2), np.ones(2)]
    with pytest.raises((TypeError, ValueError)):
        make().step(parameters, [np.ones(2), REFUSED[wrong]])
    assert [p.tolist() for p in parameters] == [[1, 1], [1, 1]]


@pytest.mark.parametrize("wrong", REFUSED)
def test_refused_gradients_leave_no_trace_in_later_steps(make, wrong):
    tried, fresh = make(), make()
    with pytest.raises((TypeError, ValueError)):
        tried.step([np.ones(2), np.ones(2)], [np.ones(2), REFUSED[wrong]])
    p, q = [np.ones(2), np.ones(2)], [np.ones(2), np.ones(2)]
    for gradient in ([3.0, 1.0], [-1.0, 2.0]):
        tried.step(p, [np.array(gradient)] * 2)
        fresh.step(q, [np.array(gradient)] * 2)
    assert [array.tolist() for array in p] == [array.tolist() for array in q]


@pytest.mark.parametrize("wrong", REFUSED)
def test_message_names_the_gradient(make, wrong):
    with pytest.raises((TypeError, ValueError), match=r"gradients\[1\]"):
        make().step([np.ones(2), np.ones(2)], [np.ones(2), REFUSED[wrong]])


def test_message_shows_the_value_and_the_shape(make):
    with pytest.raises(ValueError, match=re.escape("gradients[0] must be finite, got nan at index 1")):
        make().step([np.ones(2)], [np.array([1.0, np.nan])])
    with pytest.raises(ValueError, match=re.escape("gradients[0] must have shape (2,), got shape (3,)")):
        make().step([np.ones(2)], [np.ones(3)])


@pytest.mark.parametrize(("n_parameters", "n_gradients"), [(1, 2), (2, 1), (0, 1), (1, 0)])
def test_one_gradient_a_parameter(make, n_parameters, n_gradients):
    with pytest.raises(ValueError, match=f"gradients must .*got {n_gradients} for {n_parameters}"):
        make().step([np.ones(2)] * n_parameters, [np.ones(2)] * n_gradients)


@pytest.mark.parametrize("parameter", [[1.0, 1.0], np.array([1, 1]), (1.0, 1.0), "ab", None], ids=str)
def test_parameters_that_cannot_be_changed_in_place(make, parameter):
    with pytest.raises(TypeError, match="parameters must be float arrays"):
        make().step([parameter], [np.ones(2)])


def test_parameters_of_another_model(make):
    optimizer = make()
    optimizer.step([np.ones(2)], [np.ones(2)])
    with pytest.raises(ValueError, match=r"parameters must have the shapes of earlier steps, .*got \[\(3,\)\]"):
        optimizer.step([np.ones(3)], [np.ones(3)])


def test_gradients_may_be_lists_of_numbers_or_are_refused_by_name(make):
    parameter, expected = np.ones(2), np.ones(2)
    make().step([expected], [np.array([1.0, 2.0])])
    try:
        make().step([parameter], [[1.0, 2.0]])
    except TypeError as error:
        message = str(error)
    else:
        message = "gradients" if parameter.tolist() == expected.tolist() else "wrong step"
    assert "gradients" in message


@pytest.mark.parametrize("value", [0, -0.1, np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("optimizer", [SGD, AdaGrad, RMSProp, Adam])
def test_learning_rate_is_a_positive_number(optimizer, value):
    with pytest.raises(ValueError, match=f"learning_rate must be .*got {value}"):
        optimizer(learning_rate=value)


@pytest.mark.parametrize("value", [1, 1.0, 1.5, -0.1, np.nan, np.inf])
@pytest.mark.parametrize(
    ("optimizer", "name"), [(SGD, "momentum"), (RMSProp, "decay"), (Adam, "beta_1"), (Adam, "beta_2")]
)
def test_what_is_kept_is_a_share_below_one(optimizer, name, value):
    with pytest.raises(ValueError, match=f"{name} must be .*got {value}"):
        optimizer(0.1, **{name: value})


@pytest.mark.parametrize("value", [0, -1e-8, np.nan, np.inf])
@pytest.mark.parametrize("optimizer", [AdaGrad, RMSProp, Adam])
def test_epsilon_is_a_positive_number(optimizer, value):
    with pytest.raises(ValueError, match=f"epsilon must be .*got {value}"):
        optimizer(0.1, epsilon=value)


@pytest.mark.parametrize("value", ["0.1", None, 1j, object()], ids=["text", "None", "complex", "object"])
@pytest.mark.parametrize("optimizer", [SGD, AdaGrad, RMSProp, Adam])
def test_learning_rate_is_of_no_other_type(optimizer, value):
    with pytest.raises(TypeError, match="learning_rate must"):
        optimizer(learning_rate=value)


def test_step_beyond_all_numbers_is_refused(make):
    with pytest.raises(ValueError, match="parameters"):
        make().step([np.array([-1.7e308])], [np.array([1.7e308])])


@pytest.mark.parametrize("optimizer", [AdaGrad, RMSProp, Adam])
def test_epsilon_below_float32_gives_a_finite_step_or_a_value_error(optimizer):
    parameter = np.ones(1, dtype=np.float32)
    try:
        optimizer(0.1, epsilon=1e-50).step([parameter], [np.array([1e-30], dtype=np.float32)])
    except ValueError:
        return
    assert np.isfinite(parameter).all()
