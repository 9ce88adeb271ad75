"""The same networks in PyTorch, on the processor."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

ACTIVATIONS = {"identity": torch.nn.Identity, "relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh}


def network(sizes: Sequence[int], activations: Sequence[str], dtype: np.dtype[Any]) -> torch.nn.Sequential:
    """Return a network; softmax is left to the loss, as PyTorch has it."""
    torch.manual_seed(0)
    kind = torch.float32 if dtype == np.float32 else torch.float64
    layers: list[torch.nn.Module] = []
    for n_inputs, n_outputs, activation in zip(sizes, sizes[1:], activations, strict=False):
        layers.append(torch.nn.Linear(n_inputs, n_outputs, dtype=kind))
        if activation != "softmax":
            layers.append(ACTIVATIONS[activation]())
    return torch.nn.Sequential(*layers)


def train(
    sizes: Sequence[int],
    activations: Sequence[str],
    X: np.ndarray,
    y: np.ndarray,
    *,
    learning_rate: float,
    epochs: int,
    batch_size: int,
) -> float:
    """Train a new network and return its last loss."""
    model = network(sizes, activations, X.dtype)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    is_binary = sizes[-1] == 1
    loss_function = torch.nn.BCELoss() if is_binary else torch.nn.CrossEntropyLoss()
    inputs = torch.from_numpy(X)
    targets = torch.from_numpy(y.astype(X.dtype)[:, None] if is_binary else y.astype(np.int64))
    value = 0.0
    for _ in range(epochs):
        order = torch.randperm(len(inputs))
        for start in range(0, len(inputs), batch_size):
            rows = order[start : start + batch_size]
            x, t = (inputs, targets) if batch_size >= len(inputs) else (inputs[rows], targets[rows])
            optimizer.zero_grad()
            loss = loss_function(model(x), t)
            loss.backward()
            optimizer.step()
            value = loss.item()
    return value
