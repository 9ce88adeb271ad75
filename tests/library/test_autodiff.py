"""Tensors: every operation against differences of its own values, and whole models against those of the library."""

import copy
import pickle
import subprocess
import sys

import numpy as np
import pytest
from library_references import LABELS, OPTIMIZERS, USUAL
from library_tensors import ALL, CASES, untested

from neuronlib import (
    SGD,
    CrossEntropy,
    Dense,
    DivergenceError,
    Network,
    autodiff,
    check_gradients,
    fit,
    mean_squared_error,
    numerical_gradient,
)
from neuronlib.autodiff import Tensor, TensorModel, concatenate

LIMIT = 1e-6


@pytest.fixture(autouse=True)
def numpy_warns():
    """Let NumPy warn of everything; the tests make errors of warnings."""
    with np.errstate(all="warn"):
        yield


def drawn(shapes, dtype=float):
    """Return numbers from 0.5 to 2, which every operation takes."""
    rng = np.random.default_rng(31)
    return [np.asarray(rng.uniform(0.5, 2, shape), dtype) for shape in shapes]


def require_right_gradients(function, arrays):
    """Fail unless the gradients of a function, for any slopes at its result, are those of finite differences."""
    tensors = [Tensor(array) for array in arrays]
    result = function(*tensors)
    weights = np.random.default_rng(32).uniform(-1, 1, result.shape)
    result.backward(weights)
    for i, (tensor, array) in enumerate(zip(tensors, arrays, strict=True)):

        def weighted(changed, i=i):
            return float((weights * function(*tensors[:i], Tensor(changed), *tensors[i + 1 :]).data).sum())

        expected = numerical_gradient(weighted, array)
        assert tensor.grad.shape == array.shape
        np.testing.assert_allclose(
            tensor.grad, expected, rtol=LIMIT, atol=LIMIT * max(1, np.abs(expected).max(initial=0))
        )


# Every operation.


def test_every_operation_has_a_case():
    assert untested() == set()


@pytest.mark.parametrize("name", ALL)
def test_an_operation_is_its_formula_and_its_slopes_are_those_of_its_values(name):
    case = ALL[name]
    arrays = drawn(case.shapes)
    np.testing.assert_allclose(case.function(*map(Tensor, arrays)).data, case.formula(*arrays), rtol=1e-14)
    require_right_gradients(case.function, arrays)


@pytest.mark.parametrize("name", [name for name in ALL if len(set(ALL[name].shapes)) < len(ALL[name].shapes)])
def test_an_operand_that_is_used_twice_gets_both_slopes(name):
    function, _, shapes = ALL[name]
    require_right_gradients(lambda a: function(*(a for _ in shapes)) + a, drawn(shapes[:1]))


@pytest.mark.parametrize("name", ALL)
def test_float32_stays_float32(name):
    case = ALL[name]
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


def test_at_a_corner_equal_numbers_share_the_slope_and_relu_is_flat():
    a, b, c = Tensor([1.0, 2.0, 3.0]), Tensor([1.0, 3.0, 2.0]), Tensor([-1.0, 0.0, 1.0])
    a.maximum(b).backward([1.0, 10.0, 100.0])
    c.relu().backward([1.0, 1.0, 1.0])
    assert [each.grad.tolist() for each in (a, b, c)] == [[0.5, 0.0, 100.0], [0.5, 10.0, 0.0], [0.0, 0.0, 1.0]]


@pytest.mark.parametrize(("exponent", "slope"), [(0, 0.0), (1, 1.0), (2, 0.0)])
def test_powers_of_zero_have_slopes(exponent, slope):
    zeros = Tensor([0.0, 0.0])
    (zeros**exponent).backward([1.0, 0.0])
    assert zeros.grad.tolist() == [slope, 0.0]


# Graphs.


STEPS = [
    *[lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b.sigmoid(), lambda a, b: a / (b * b + 1)],
    *[lambda a, b: a.maximum(b), lambda a, b: concatenate([a, b])[1:4], lambda a, b: a.tanh() @ b.tanh().T @ a],
    *[lambda a, b: a.mean(axis=0) - b, lambda a, b: b.mean(axis=1, keepdims=True) * a.tanh()],
    *[lambda a, _: a.tanh(), lambda a, _: a.sigmoid(), lambda a, _: a.relu(), lambda a, _: a[[2, 0, 2]]],
    *[lambda a, _: (-(a * a)).exp(), lambda a, _: (a * a + 1).log()],
]


def random_graph(seed):
    """Return a function that applies operations at random, to tensors and to results that may be used again."""

    def function(*leaves):
        rng, found = np.random.default_rng(seed), list(leaves)
        for step in rng.integers(len(STEPS), size=25):
            found.append(STEPS[step](*(found[i] for i in rng.integers(len(found), size=2))))
        return sum(found[1:], found[0])

    return function


@pytest.mark.parametrize("seed", range(40))
def test_gradients_of_a_random_graph(seed):
    require_right_gradients(random_graph(seed), drawn([(3, 2)] * 3))


def test_each_backward_begins_anew_and_is_that_of_its_own_graph():
    w, b = Tensor([1.0, 2.0]), Tensor(3.0)
    shared = w * b
    first, second = (shared * shared).sum(), shared.sum() + b
    for result, expected in [
        (first, ([18, 36], 30)),
        (second, ([3, 3], 4)),
        (first, ([18, 36], 30)),
        (b, ([18, 36], 1)),
    ]:
        result.backward()
        assert (w.grad.tolist(), b.grad.item()) == expected


@pytest.mark.parametrize("shape", [(), (1,), (1, 1)])
def test_from_one_number_of_any_shape_one_goes_back_without_a_gradient(shape):
    w = Tensor(np.full(shape, 3.0))
    for gradient in ([], [1.0], [[1.0]]):
        (w * w).backward(*([gradient] if gradient else []))
        assert w.grad.tolist() == np.full(shape, 6.0).tolist()


def test_numbers_are_copied_on_the_way_in_and_no_result_shares_them():
    numbers = np.ones((2, 2))
    tensor = Tensor(numbers)
    results = [tensor + numbers, tensor.T, tensor[0], tensor.reshape(4), tensor.sum(axis=()), concatenate([tensor])]
    before = [result.data.tolist() for result in results]
    numbers[...] = 7
    tensor.data[...] = 8
    assert [result.data.tolist() for result in results] == before
    tensor.data = tensor.data - [[1, 2], [3, 4]]  # of a single number, too, it stays an array
    assert tensor.data.tolist() == [[7, 6], [5, 4]]


def test_an_index_that_is_changed_later_leads_back_to_where_it_led():
    tensor, index, indices = Tensor([1.0, 2.0, 3.0]), np.array([0, 2]), [0, 2]
    picked = tensor[index] + tensor[indices]
    index[:], indices[:] = 1, [1, 1]
    picked.sum().backward()
    assert tensor.grad.tolist() == [2.0, 0.0, 2.0]


def test_what_python_and_numpy_do_with_a_tensor():
    tensor = Tensor([[1.0, 2.0], [3.0, 4.0]])
    assert (repr(tensor), repr(Tensor(2))) == ("Tensor([[1., 2.],\n        [3., 4.]])", "Tensor(2.)")
    assert [row.data.tolist() for row in tensor] == [[1, 2], [3, 4]]
    for wrong in (np.exp, len, Tensor, lambda tensor: 2**tensor, lambda tensor: tensor + "1"):
        with pytest.raises(TypeError):
            wrong(tensor)


LONG = """
import weakref
from neuronlib.autodiff import Tensor, concatenate

x = start = Tensor([0.5, 1.0])
for i in range(30_000):
    x = x + 1e-5 if i % 3 else concatenate([x[:1], x[1:] * 1])
x.sum().backward()
print(start.grad)
wide = sum(start * i for i in range(20_000))
wide.sum().backward()
print(start.grad)
gone = [weakref.ref(x), weakref.ref(wide)]
del x, wide
print([each() for each in gone])
"""


def test_a_graph_may_be_as_long_as_it_likes_and_is_freed_when_nobody_needs_it():
    run = subprocess.run([sys.executable, "-W", "error", "-c", LONG], capture_output=True, text=True)
    assert (run.stderr, run.returncode) == ("", 0)
    assert run.stdout.splitlines() == ["[1. 1.]", "[1.9999e+08 1.9999e+08]", "[None, None]"]


# Models.


def softmax(z):
    powers = (z - z.data.max(axis=1, keepdims=True)).exp()
    return powers / powers.sum(axis=1, keepdims=True)


ACTIVATIONS = {
    "identity": lambda z: z,
    "sigmoid": lambda z: z.sigmoid(),
    "tanh": lambda z: z.tanh(),
    "relu": lambda z: z.relu(),
    "leaky_relu": lambda z: z.maximum(0.01 * z),
    "elu": lambda z: z.relu() + (-(-z).relu()).exp() - 1,
    "softplus": lambda z: (1 + z.exp()).log(),
    "silu": lambda z: z * z.sigmoid(),
    "softmax": softmax,
}


def pair(seed, last="identity", dtype=float):
    """Return a network of random layers, and the same one written as a function of tensors."""
    rng = np.random.default_rng(seed)
    sizes = [3, *rng.integers(1, 6, size=rng.integers(0, 4)), 3]
    names = [*rng.choice(list(ACTIVATIONS), len(sizes) - 2), last]
    layers = [
        Dense.from_weights(rng.normal(size=(n, m)).astype(dtype), rng.normal(size=m), name if m > 1 else "tanh")
        for n, m, name in zip(sizes, sizes[1:], names, strict=False)
    ]
    tensors = [Tensor(parameter) for layer in layers for parameter in layer.parameters]

    def function(X):
        for i, layer in enumerate(layers):
            X = ACTIVATIONS[layer.activation.name](X @ tensors[2 * i] + tensors[2 * i + 1])
        return X

    return Network(layers), TensorModel(function, tensors)


X = np.random.default_rng(34).uniform(-1, 1, (4, 3))


@pytest.mark.parametrize("seed", range(40))
def test_a_model_goes_forward_and_back_as_the_network_that_it_writes_down(seed):
    network, model = pair(seed, last=list(ACTIVATIONS)[seed % len(ACTIVATIONS)])
    gradient = np.random.default_rng(seed).normal(size=(4, 3))
    same = {"rtol": 1e-9, "atol": 1e-12}
    for array, expected in zip(
        [model.forward(X), model(X), model.backward(gradient), *model.parameter_gradients],
        [network.forward(X), network(X), network.backward(gradient), *network.parameter_gradients],
        strict=True,
    ):
        np.testing.assert_allclose(array, expected, **same)
    assert check_gradients(model, X, np.abs(gradient), mean_squared_error) < LIMIT


@pytest.mark.parametrize("name", USUAL)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_each_optimizer_trains_a_model_of_tensors_as_it_trains_a_network(name, dtype):
    network, model = pair(3, dtype=dtype)
    settings = {"loss": CrossEntropy(from_logits=True), "epochs": 5, "batch_size": 3, "validation": (X[:2], [1, 1])}
    data = X.astype(dtype), LABELS
    expected, history = (fit(each, *data, optimizer=OPTIMIZERS[name](), rng=0, **settings) for each in (network, model))
    close = {"rtol": 1e-9 if dtype is np.float64 else 1e-4}
    np.testing.assert_allclose(history.loss, expected.loss, **close)
    np.testing.assert_allclose(history.validation_loss, expected.validation_loss, **close)
    for tensor, parameter in zip(model.tensors, network.parameters, strict=True):
        np.testing.assert_allclose(tensor.data, parameter, atol=1e-5, **close)
        assert tensor.data.dtype == dtype


@pytest.mark.parametrize("make", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_each_optimizer_steps_with_tensors_as_with_arrays(make):
    arrays = drawn([(2, 3), ()])
    tensors, for_arrays, for_tensors = [Tensor(array) for array in arrays], make(), make()
    for _ in range(3):
        loss = (tensors[0] * tensors[1]).mean() ** 2
        loss.backward()
        for_arrays.step(arrays, [tensor.grad for tensor in tensors])
        for_tensors.step(tensors, [tensor.grad for tensor in tensors])
    assert [tensor.data.tolist() for tensor in tensors] == [array.tolist() for array in arrays]


def test_a_training_that_diverges_leaves_the_tensors_as_they_were():
    w = Tensor([[1.0]])
    model, settings = TensorModel(lambda X: X @ w, [w]), {"loss": mean_squared_error, "optimizer": SGD(1e100)}
    with pytest.raises(DivergenceError, match="in epoch 3 of 9"):
        fit(model, [[1.0], [2.0]], [0, 0], epochs=9, **settings)
    assert 1e200 < abs(w.data.item()) < 1e202


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
    assert all(array is tensor.data for array, tensor in zip(model.parameters, [w, unused], strict=True))
    outputs = TensorModel(lambda X: w, [w])(buffer)
    outputs[...] = 99
    assert w.data.tolist() == [[2.0]]


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
def test_tensors_are_copied_with_what_they_know(copied):
    w = Tensor([1.0, 2.0])
    (w * w).sum().backward()
    other = copied(w)
    w.data[...] = 0
    assert (other.data.tolist(), other.grad.tolist()) == ([1.0, 2.0], [2.0, 4.0])


# Faults that are planted: each must be found.


FAULTS = {
    "a factor": lambda *slopes: [1.0001 * slope for slope in slopes],
    "a sign": lambda *slopes: [-2 * slope for slope in slopes],  # doubled, since two wrong signs are a right one
    "nothing": lambda *slopes: [0 * slope for slope in slopes],
    "a slope too much": lambda *slopes: [slope + 0.001 for slope in slopes],
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", CASES)
def test_a_wrong_slope_of_any_operation_is_found(name, fault, monkeypatch):
    function, _, shapes = CASES[name][0]
    made = autodiff._made
    monkeypatch.setattr(
        autodiff,
        "_made",
        lambda name, forward, slopes, *others, **asked: made(
            name, forward, lambda *each: FAULTS[fault](*slopes(*each)), *others, **asked
        ),
    )
    with pytest.raises(AssertionError, match="Not equal"):
        require_right_gradients(function, drawn(shapes[0]))


@pytest.mark.parametrize(
    "wrong", [np.mean, np.max, lambda slope, axis: slope.take(0, axis[0])], ids=["mean", "max", "first"]
)
def test_a_forgotten_sum_over_repeated_numbers_is_found(wrong, monkeypatch):
    def not_summed(shape, slope):
        new = tuple(range(slope.ndim - len(shape)))
        return wrong(slope, axis=new) if new else slope

    monkeypatch.setattr(autodiff, "summed_to", not_summed)
    with pytest.raises(AssertionError, match="Not equal"):
        require_right_gradients(lambda a, b: a + b, drawn([(3, 2), (2,)]))


def test_an_operation_without_a_case_is_found(monkeypatch):
    monkeypatch.setattr(Tensor, "sin", lambda self: self, raising=False)
    assert untested() == {"sin"}
