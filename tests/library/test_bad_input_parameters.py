"""Numbers that a model cannot hold: beyond its float32, or not finite and written into its arrays."""

import numpy as np
import pytest

from neuronlib import Dense, Network, Neuron


@pytest.mark.parametrize("name", ["weights", "bias"])
def test_number_beyond_float32_is_refused_by_a_float32_neuron(name):
    neuron = Neuron(np.ones(1, dtype=np.float32))
    with pytest.raises(ValueError, match=name):
        setattr(neuron, name, [1e300] if name == "weights" else 1e300)


@pytest.mark.parametrize("name", ["weights", "biases"])
def test_number_beyond_float32_is_refused_by_a_float32_layer(name):
    layer = Dense.from_weights(np.ones((1, 1), dtype=np.float32), [0.0])
    with pytest.raises(ValueError, match=name):
        setattr(layer, name, [[1e300]] if name == "weights" else [1e300])


def test_bias_beyond_float32_is_refused_from_the_start():
    with pytest.raises(ValueError, match="bias"):
        Neuron(np.ones(1, dtype=np.float32), 1e300)
    with pytest.raises(ValueError, match="biases"):
        Dense.from_weights(np.ones((1, 1), dtype=np.float32), [1e300])


@pytest.mark.parametrize("value", [np.nan, np.inf])
@pytest.mark.parametrize("which", ["__call__", "forward", "preactivation", "explain", "gradients"])
@pytest.mark.parametrize(("position", "name"), [(0, "weights"), (1, "bias")])
def test_number_written_into_a_neuron_is_refused_when_it_is_used(position, name, which, value):
    neuron = Neuron([1.0, 2.0], 3.0)
    neuron.parameters[position][...] = value
    with pytest.raises(ValueError, match=f"{name} must be finite, got {value}"):
        getattr(neuron, which)([0.0, 1.0])


@pytest.mark.parametrize("value", [np.nan, np.inf])
@pytest.mark.parametrize("which", ["__call__", "forward", "predict"])
@pytest.mark.parametrize(("position", "name"), [(0, "weights"), (1, "bias"), (2, "weights"), (3, "bias")])
def test_number_written_into_a_network_is_refused_when_it_is_used(position, name, which, value):
    network = Network([Dense(2, 2, "relu", rng=0), Dense(2, 1, rng=1)])
    network.parameters[position][...] = value
    with pytest.raises(ValueError, match=f"{name}.* must be finite, got {value}"):
        getattr(network, which)([[0.0, 1.0]])
