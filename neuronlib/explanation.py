"""The steps of one neuron's evaluation, with the numbers plugged in."""

from __future__ import annotations

from dataclasses import dataclass

from neuronlib.activations import Activation
from neuronlib.validation import Array


@dataclass(frozen=True)
class Explanation:
    """What a neuron did with one example; ``str()`` writes it out step by step.

    Attributes
    ----------
    inputs, weights : array of shape (n_inputs,)
        What went in, and what it was multiplied by.
    bias : float
        The bias of the neuron.
    activation : Activation
        The activation of the neuron.
    products : array of shape (n_inputs,)
        Each input times its weight.
    dot : float
        The sum of the products.
    preactivation : float
        The sum plus the bias.
    output : float
        The activation of that.
    """

    inputs: Array
    weights: Array
    bias: float
    activation: Activation
    products: Array
    dot: Array
    preactivation: Array
    output: Array

    def __str__(self) -> str:
        terms = zip(self.weights, self.inputs, strict=True)
        products = " + ".join(f"{_factor(weight)}*{_factor(x)}" for weight, x in terms)
        name = self.activation.name
        width = len("apply ") + max(len(name), len("product"))
        return "\n".join(
            [
                f"1. {'dot product':{width}}   {products} = {_number(self.dot)}",
                f"2. {'add the bias':{width}}   {_number(self.dot)} + {_factor(self.bias)}"
                f" = {_number(self.preactivation)}",
                f"3. {'apply ' + name:{width}}   {name}({_number(self.preactivation)}) = {_number(self.output)}",
            ]
        )


def _number(value: float | Array) -> str:
    return f"{float(value):.6g}"


def _factor(value: float | Array) -> str:
    """Return the number, in parentheses where a sign would stand next to another one."""
    text = _number(value)
    return f"({text})" if text.startswith("-") else text
