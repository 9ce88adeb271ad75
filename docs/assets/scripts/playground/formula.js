/** The formula of a neuron as MathML, with its symbols and with its numbers. */

import { math } from "./elements.js";
import { evaluate } from "./neuron.js";
import { short } from "./numbers.js";

/** Return y = g(b + w₁x₁ + w₂x₂), and below it the same with the numbers plugged in. */
export function neuronFormula(neuron, x) {
  const { preactivation, output } = evaluate(neuron, x);
  const name = neuron.activation;
  const symbols = x.flatMap((_, i) => [sign("+"), indexed("w", i + 1), indexed("x", i + 1)]);
  const numbers = x.flatMap((value, i) => [sign("+"), factor(neuron.weights[i]), sign("·"), factor(value)]);
  return math(
    "math",
    { display: "block" },
    math(
      "mtable",
      { columnalign: "right center left" },
      row([letter("y")], [letter("g"), ...parentheses(letter("b"), ...symbols)]),
      row([], [word(name), ...parentheses(number(neuron.bias), ...numbers)]),
      row([], [word(name), ...parentheses(number(preactivation)), sign("="), number(output)]),
    ),
  );
}

function row(left, right) {
  return math("mtr", {}, math("mtd", {}, ...left), math("mtd", {}, sign("=")), math("mtd", {}, ...right));
}

function letter(name) {
  return math("mi", {}, name);
}

function word(name) {
  return math("mtext", {}, name);
}

function indexed(name, index) {
  return math("msub", {}, letter(name), math("mn", {}, String(index)));
}

function sign(text) {
  return math("mo", {}, text);
}

/** Return a number; a negative one is a minus sign and a number. */
function number(value) {
  const text = short(value);
  if (!text.startsWith("−")) return math("mn", {}, text);
  return math("mrow", {}, math("mo", { form: "prefix" }, "−"), math("mn", {}, text.slice(1)));
}

/** Return a number, in parentheses where a sign would stand next to another one. */
function factor(value) {
  return short(value).startsWith("−") ? math("mrow", {}, ...parentheses(number(value))) : number(value);
}

function parentheses(...content) {
  return [math("mo", { form: "prefix" }, "("), ...content, math("mo", { form: "postfix" }, ")")];
}
