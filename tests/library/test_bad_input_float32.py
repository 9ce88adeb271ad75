"""Numbers that fit float64 but not the float32 of a model."""

import numpy as np
import pytest

from neuronlib import Dense, Neuron


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
