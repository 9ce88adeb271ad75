"""Tensors: every operation against differences of its own values, and whole models against those of the library."""

import inspect
import weakref
from collections import namedtuple

import numpy as np
import pytest
from library_calls import defined_in
from library_references import LABELS, OPTIMIZERS, USUAL

from neuronlib import CrossEntropy, Dense, Network, autodiff, check_gradients, fit, numerical_gradient
from neuronlib.autodiff import Tensor, TensorModel, concatenate

LIMIT = 1e-6
# Of an operation: a function that uses it, the same formula for arrays, and lists of shapes of the operands.
Case = namedtuple("Case", ["function", "formula", "shapes"])

ONE = [[(), (1,), (3, 2), (2, 3, 2), (0,), (2, 0, 3)][i : i + 1] for i in range(6)]  # lists of one operand
FULL = [shapes for shapes in ONE if np.prod(shapes[0])]
TWO = [
    *[[(), ()], [(1,), (1,)], [(3, 2), (3, 2)], [(3, 2), (2,)], [(2,), (3, 2)], [(3, 1), (1, 2)], [(3, 2), (3, 1)]],
    *[[(), (3, 2)], [(3, 2), ()], [(1, 1), (2, 3)], [(2, 2, 3), (2, 1, 3)], [(2,), (2, 3, 1)], [(0, 2), (2,)]],
    *[[(1,), (0,)], [(3, 1), (0,)]],
]
PRODUCTS = [
    *[[(3, 2), (2, 4)], [(1, 1), (1, 1)], [(2,), (2, 3)], [(3, 2), (2,)], [(2,), (2,)], [(0, 2), (2, 3)]],
    *[[(3, 0), (0, 2)], [(0,), (0,)], [(2, 3, 2), (2, 2)], [(2, 3, 2), (2,)], [(2,), (3, 2, 2)]],
    *[[(2, 3), (5, 3, 2)], [(4, 1, 3, 2), (5, 2, 3)]],
]
BESIDE, PAGES = [[(2, 3)], [(3, 1)], [()], [(0, 3)]], [[(3, 2, 4)], [(2, 0, 3)]]
PLACES = [0, -1, (1, 0), slice(1, None), (slice(None), 1), (..., None, 0), [0, 2, 0], ([2, 2, 0], [1, 1, 0]), [], None]
PLACES += [np.array([[0, 1], [1, 1]]), np.array([True, False, True]), slice(None, None, -2)]
ROW, MATRIX = np.array([0.5, 3.0, -2.0], np.float32), np.arange(6, dtype=np.float32).reshape(2, 3)


def alike(shapes, *functions):
    return [Case(function, function, shapes) for function in functions]


def along(name, of_each):
    """Return cases of a sum or a mean along any axes, with and without what is left of these."""
    cases = []
    for (shape,) in of_each:
        for axis in [None, (), *[0, -1] * (len(shape) > 0), *[(0, -1)] * (len(shape) > 1)]:
            for keep in (False, True):
                cases += alike([[shape]], lambda a, axis=axis, keep=keep: getattr(a, name)(axis, keepdims=keep))
    return cases


def joined(axis, *shapes):
    return Case(lambda *each: concatenate(each, axis), lambda *each: np.concatenate(each, axis), shapes)


CASES = {
    "__add__": alike(TWO, lambda a, b: a + b),
    "__sub__": alike(TWO, lambda a, b: a - b),
    "__mul__": alike(TWO, lambda a, b: a * b),
    "__truediv__": alike(TWO, lambda a, b: a / b),
    "__matmul__": alike(PRODUCTS, lambda a, b: a @ b),
    "__neg__": alike(ONE, lambda a: -a),
    "__radd__": [*alike(ONE, lambda a: 2 + a), *alike(BESIDE, lambda a: ROW + a)],
    "__rsub__": [*alike(ONE, lambda a: 2 - a), *alike(BESIDE, lambda a: ROW - a)],
    "__rmul__": [*alike(ONE, lambda a: 2 * a), *alike(BESIDE, lambda a: ROW * a)],
    "__rtruediv__": [*alike(ONE, lambda a: 2 / a), *alike(BESIDE, lambda a: ROW / a)],
    "__rmatmul__": alike([[(3,)], [(3, 2)], [(4, 3, 1)], [(3, 0)]], lambda a: MATRIX @ a),
    "__pow__": alike(ONE, *[lambda a, n=n: a**n for n in (2, 3, 0.5, -1, 1, 0, np.int64(2))]),
    "__getitem__": [
        *alike([[(3, 2)], [(3, 2, 2)]], *[lambda a, place=place: a[place] for place in PLACES]),
        *alike(ONE, lambda a: a[()]),
        *alike([[(2, 3, 2)], [(0, 2)]], lambda a: a[..., [1, 1]]),
    ],
    "exp": [Case(lambda a: a.exp(), np.exp, ONE)],
    "log": [Case(lambda a: a.log(), np.log, ONE)],
    "tanh": [Case(lambda a: a.tanh(), np.tanh, ONE)],
    "sigmoid": [Case(lambda a: a.sigmoid(), lambda a: 1 / (1 + np.exp(-a)), ONE)],
    "relu": [Case(lambda a: (a - 1).relu(), lambda a: (a - 1) * (a > 1), ONE)],
    "maximum": [
        Case(lambda a, b: a.maximum(b), np.maximum, TWO),
        Case(lambda a: a.maximum(ROW), lambda a: np.maximum(a, ROW), BESIDE),
    ],
    "sum": along("sum", ONE),
    "mean": [*along("mean", FULL), *alike([[(0, 3)]], lambda a: a.mean(axis=1))],
    "reshape": [
        *alike([[(3, 2)]], *[lambda a, to=to: a.reshape(*to) for to in [(6,), (2, 3), (-1, 1), ((2, 3),), (1, -1, 2)]]),
        *alike(FULL, lambda a: a.reshape(-1)),
        *alike([[(0,)], [(2, 0, 3)]], lambda a: a.reshape(0, 5)),
    ],
    "transpose": [
        *alike(ONE, lambda a: a.transpose()),
        *alike(PAGES, *[lambda a, to=to: a.transpose(*to) for to in [(2, 0, 1), (0, 2, 1), (-1, 0, 1), (1, -1, -3)]]),
    ],
    "T": alike(ONE, lambda a: a.T),
    "concatenate": [
        joined(0, [(2,), (3,)], [(1,)], [(0,), (2,), (1,)], [(2, 3), (1, 3)]),
        joined(1, [(2, 3), (2, 1)], [(2, 0), (2, 1), (2, 3)], [(0, 2), (0, 1)]),
        joined(-2, [(2, 3), (1, 3)], [(2, 2, 1), (2, 1, 1)]),
    ],
}
ALL = {
    f"{name} {i}: {shapes}": Case(case.function, case.formula, shapes)
    for name, cases in CASES.items()
    for i, case in enumerate(cases)
    for shapes in case.shapes
}


def drawn(shapes, dtype=float):
    """Return numbers from 0.5 to 2, which every operation takes."""
    rng = np.random.default_rng(31)
    return [np.asarray(rng.uniform(0.5, 2, shape), dtype) for shape in shapes]


def require_right_gradients(function, arrays):
    """Fail unless the gradients of a function, for any slopes at its result, are those of finite differences."""
    tensors = [Tensor(array) for array in arrays]
    result = function(*tensors)
    weights = np.random.default_rng(32).uniform(-1, 1, result.shape)
    for slopes in (np.ones(result.shape), weights):  # the second time begins anew
        result.backward(slopes)
    for i, (tensor, array) in enumerate(zip(tensors, arrays, strict=True)):

        def weighted(changed, i=i):
            return float((weights * function(*tensors[:i], Tensor(changed), *tensors[i + 1 :]).data).sum())

        expected = numerical_gradient(weighted, array)
        room = LIMIT * max(1, np.abs(expected).max(initial=0))
        np.testing.assert_allclose(tensor.grad, expected, rtol=LIMIT, atol=room, strict=True)


def test_every_operation_has_a_case():
    members = {name for name, value in vars(Tensor).items() if inspect.isfunction(value) or isinstance(value, property)}
    functions = {name for name, value in defined_in(autodiff).items() if inspect.isfunction(value)}
    assert (members | functions) - {"__init__", "__repr__", "backward", "shape"} == set(CASES)


@pytest.mark.parametrize("name", ALL)
def test_an_operation_is_its_formula_with_the_slopes_of_its_values_and_float32_stays(name):
    case = ALL[name]
    arrays = drawn(case.shapes)
    np.testing.assert_allclose(case.function(*map(Tensor, arrays)).data, case.formula(*arrays), rtol=1e-14)
    require_right_gradients(case.function, arrays)
    tensors = [Tensor(array) for array in drawn(case.shapes, np.float32)]
    result = case.function(*tensors)
    result.backward(np.ones(result.shape))
    assert {array.dtype for tensor in (result, *tensors) for array in (tensor.data, tensor.grad)} == {np.dtype("f4")}


def test_a_number_takes_the_type_of_the_tensor_and_an_array_keeps_its_own():
    single = Tensor(np.ones(2, np.float32))
    for number in (2, 2.0, np.float64(2), np.int64(2), np.array(2.0), True):
        assert {(single * number).data.dtype, (number - single).data.dtype} == {np.dtype("f4")}
    wide = single * np.ones(2)
    wide.backward([1.0, 2.0])
    assert (wide.data.dtype, single.grad.dtype, single.grad.tolist()) == (np.dtype(float), np.dtype("f4"), [1, 2])


CORNERS = {  # the slopes at -1, 0, 1 and 2
    "relu": (lambda a: a.relu(), [0.0, 0.0, 1.0, 1.0]),
    "maximum": (lambda a: a.maximum([-1.0, -1.0, 3.0, 2.0]), [0.5, 1.0, 0.0, 0.5]),
    "power 0": (lambda a: a**0, [0.0, 0.0, 0.0, 0.0]),
    "power 1": (lambda a: a**1, [1.0, 1.0, 1.0, 1.0]),
    "power 2": (lambda a: a**2, [-2.0, 0.0, 2.0, 4.0]),
}


@pytest.mark.parametrize("name", CORNERS)
def test_slopes_at_corners_and_of_powers_of_zero(name):
    function, slopes = CORNERS[name]
    tensor = Tensor([-1.0, 0.0, 1.0, 2.0])
    for gradient in np.eye(4):
        function(tensor).backward(gradient)
        assert tensor.grad.tolist() == (gradient * slopes).tolist()


STEPS = [
    *[lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b.sigmoid(), lambda a, b: a / (b * b + 1)],
    *[lambda a, b: a.maximum(b), lambda a, b: concatenate([a, b])[1:4], lambda a, b: a.tanh() @ b.tanh().T @ a],
    *[lambda a, b: a.mean(axis=0) - b, lambda a, b: b.mean(axis=1, keepdims=True) * a.tanh()],
    *[lambda a, _: a.tanh(), lambda a, _: a.sigmoid(), lambda a, _: a.relu(), lambda a, _: a[[2, 0, 2]]],
    *[lambda a, _: (-(a * a)).exp(), lambda a, _: (a * a + 1).log()],
]


@pytest.mark.parametrize("seed", range(40))
def test_gradients_of_a_random_graph_whose_results_may_be_used_again(seed):
    def function(*leaves):
        rng, found = np.random.default_rng(seed), list(leaves)
        for step in rng.integers(len(STEPS), size=25):
            found.append(STEPS[step](*(found[i] for i in rng.integers(len(found), size=2))))
        return sum(found[1:], found[0])

    require_right_gradients(function, drawn([(3, 2)] * 3))


@pytest.mark.parametrize("shape", [(), (1,), (1, 1)])
def test_from_one_number_of_any_shape_one_goes_back_without_a_gradient(shape):
    w = Tensor(np.full(shape, 3.0))
    for gradient in ([], [1.0], [[1.0]]):
        (w * w).backward(*([gradient] if gradient else []))
        assert w.grad.tolist() == np.full(shape, 6.0).tolist()


def test_numbers_and_indices_are_copied_and_no_result_shares_them():
    numbers, index, indices = np.ones((2, 2)), np.array([0, 0]), [0, 0]
    tensor = Tensor(numbers)
    results = [tensor + numbers, tensor.T, tensor[0], tensor.reshape(4), tensor.sum(axis=()), concatenate([tensor])]
    picked = tensor[index] + tensor[indices]
    before = [result.data.tolist() for result in results]
    numbers[...], tensor.data[...], index[:], indices[:] = 7, 8, 1, [1, 1]
    assert [result.data.tolist() for result in results] == before
    picked.sum().backward()
    assert tensor.grad.tolist() == [[4, 4], [0, 0]]
    tensor.data = tensor.data - [[1, 2], [3, 4]]
    assert tensor.data.tolist() == [[7, 6], [5, 4]]
    assert repr(tensor) == "Tensor([[7., 6.],\n        [5., 4.]])"
    assert [row.data.tolist() for row in tensor] == [[7, 6], [5, 4]]


def test_a_graph_may_be_as_long_as_it_likes_and_is_freed_when_nobody_needs_it():
    x = start = Tensor([0.5, 1.0])
    for i in range(30_000):
        x = x + 1e-5 if i % 3 else concatenate([x[:1], x[1:] * 1])
    x.sum().backward()
    gone = weakref.ref(x)
    del x
    assert (start.grad.tolist(), gone()) == ([1, 1], None)


# Models.

X = np.random.default_rng(34).uniform(-1, 1, (4, 3))


@pytest.mark.parametrize("name", USUAL)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_model_of_tensors_is_trained_as_the_network_that_it_writes_down(name, dtype):
    network = Network([Dense(3, 4, "tanh", rng=1), Dense(4, 5, "relu", rng=2), Dense(5, 3, "sigmoid", rng=3)])
    for layer in network.layers:
        vars(layer).update(weights=layer.weights.astype(dtype), biases=layer.biases.astype(dtype))
    tensors = [Tensor(parameter) for parameter in network.parameters]

    def function(X):
        for layer, W, b in zip(network.layers, tensors[::2], tensors[1::2], strict=True):
            X = getattr(X @ W + b, layer.activation.name)()
        return X

    model, loss, data = TensorModel(function, tensors), CrossEntropy(from_logits=True), (X.astype(dtype), LABELS)
    close = {"rtol": 1e-9 if dtype is np.float64 else 1e-4, "atol": 1e-5}
    if dtype is np.float64:
        assert check_gradients(model, *data, loss) < LIMIT
    settings = {"loss": loss, "epochs": 5, "batch_size": 3, "validation": (X[:2], [1, 1]), "rng": 0}
    expected, history = (fit(each, *data, optimizer=OPTIMIZERS[name](), **settings) for each in (network, model))
    np.testing.assert_allclose(history.loss, expected.loss, **close)
    np.testing.assert_allclose(history.validation_loss, expected.validation_loss, **close)
    np.testing.assert_allclose(model(X), network(X), **close)
    for tensor, parameter in zip(tensors, network.parameters, strict=True):
        np.testing.assert_allclose(tensor.data, parameter, **close)
        assert tensor.data.dtype == dtype


def test_what_a_model_remembers():
    w, unused = Tensor([[2.0]]), Tensor([1.0])
    model = TensorModel(lambda X: X @ w, [w, unused])
    with pytest.raises(RuntimeError, match=r"^call forward before"):
        model.backward([[1.0]])
    buffer = np.array([[3.0]])
    for _ in range(2):
        model.forward(buffer)
        with pytest.raises(RuntimeError, match=r"^call .* backward first"):
            _ = model.parameter_gradients
        model.backward([[1.0]])
    buffer[...] = 99
    model([[7.0]])
    assert model.backward([[1.0]]).tolist() == [[2.0]]
    assert [gradient.tolist() for gradient in model.parameter_gradients] == [[[3.0]], [0.0]]
    for outputs in (TensorModel(lambda X: w, [w])(buffer), TensorModel(lambda X: w, [w]).forward(buffer)):
        outputs[...] = 99
    assert w.data.tolist() == [[2.0]]
