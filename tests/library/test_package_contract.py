"""The names, members and arguments that other people's code may rely on."""

import inspect

import pytest

import neuronlib

TRAINABLE = ["forward", "backward", "parameters", "parameter_gradients"]
MODELS = {
    "Neuron": ["weights", "bias", "activation", "preactivation", "explain", "gradients", *TRAINABLE],
    "Dense": ["weights", "biases", "activation", "from_weights", *TRAINABLE],
    "Network": ["layers", "predict", *TRAINABLE],
}
ARGUMENTS = {
    "Neuron": "weights bias=0.0 activation='sigmoid'",
    "Dense": "n_inputs n_outputs activation='identity' rng=None",
    "Dense.from_weights": "weights biases activation='identity'",
    "Network": "layers",
    "SGD": "learning_rate momentum=0.0",
    "AdaGrad": "learning_rate epsilon=1e-06",
    "RMSProp": "learning_rate decay=0.9 epsilon=1e-06",
    "Adam": "learning_rate=0.001 beta_1=0.9 beta_2=0.999 epsilon=1e-08",
    "fit": "model X y loss optimizer epochs batch_size=None validation=None rng=None",
    "numerical_gradient": "f x",
    "check_gradients": "model X y loss",
    "mean_squared_error": "y_true y_pred",
    "mean_squared_error.gradient": "y_true y_pred",
    "binary_cross_entropy": "y_true y_pred from_logits=False",
    "binary_cross_entropy.gradient": "y_true y_pred from_logits=False",
    "cross_entropy": "y_true y_pred from_logits=False",
    "cross_entropy.gradient": "y_true y_pred from_logits=False",
    "sigmoid": "z",
    "sigmoid.derivative": "z",
    "softmax": "z",
    "softmax.jacobian": "z",
    "load_digits": "",
}


def trained(name):
    models = {
        "Neuron": neuronlib.Neuron([1.0]),
        "Dense": neuronlib.Dense(1, 1),
        "Network": neuronlib.Network([neuronlib.Dense(1, 1)]),
    }
    model = models[name]
    model.backward(model.forward([[1.0]]))
    return model


def parameters_of(name):
    function = neuronlib
    for part in name.split("."):
        function = getattr(function, part)
    return list(inspect.signature(function).parameters.values())


@pytest.mark.parametrize(("model", "member"), [(model, member) for model in MODELS for member in MODELS[model]])
def test_member_of_a_model(model, member):
    assert hasattr(trained(model), member)


@pytest.mark.parametrize("model", MODELS)
def test_parameters_and_gradients_are_two_lists_of_arrays(model):
    parameters, gradients = trained(model).parameters, trained(model).parameter_gradients
    assert (type(parameters), type(gradients)) == (list, list)
    assert [p.shape for p in parameters] == [g.shape for g in gradients]


@pytest.mark.parametrize("name", ARGUMENTS)
def test_names_order_and_defaults_of_the_arguments(name):
    found = [p.name if p.default is p.empty else f"{p.name}={p.default!r}" for p in parameters_of(name)]
    assert " ".join(found) == ARGUMENTS[name]


@pytest.mark.parametrize("name", ["make_blobs", "make_moons", "make_circles", "make_xor", "make_spirals"])
def test_arguments_of_the_patterns(name):
    n_samples, noise, rng = parameters_of(name)
    assert [n_samples.name, noise.name, rng.name] == ["n_samples", "noise", "rng"]
    assert (n_samples.default, rng.default) == (200, None)
    assert noise.default > 0


def test_settings_of_fit_have_to_be_named():
    named = [p.name for p in parameters_of("fit") if p.kind is p.KEYWORD_ONLY]
    assert named == ["loss", "optimizer", "epochs", "batch_size", "validation", "rng"]


@pytest.mark.parametrize("attribute", ["products", "dot", "preactivation", "output"])
def test_attributes_of_an_explanation(attribute):
    assert hasattr(neuronlib.Neuron([1.0]).explain([1.0]), attribute)


@pytest.mark.parametrize("attribute", ["weights", "bias", "inputs"])
def test_attributes_of_the_gradients(attribute):
    assert hasattr(neuronlib.Neuron([1.0]).gradients([1.0]), attribute)


def test_history_starts_empty():
    assert (neuronlib.History().loss, neuronlib.History().validation_loss) == ([], [])
