/** What the neuron playground shows, as Python. */

import { pythonFloat, pythonList } from "./numbers.js";

/** Return the neuron with its example and the points: it prints the numbers that are shown. */
export function neuronSnippet({ neuron, x, points, labels }) {
  const { weights, bias, activation } = neuron;
  return `from neuronlib import Neuron

neuron = Neuron(weights=${pythonList(weights)}, bias=${pythonFloat(bias)}, activation="${activation}")
print(neuron.explain(${pythonList(x)}))

points = [
${points.map((point) => `    ${pythonList(point)},\n`).join("")}]
labels = [${labels.join(", ")}]  # 0 is a circle, 1 a triangle
print(((neuron(points) > 0.5) == labels).sum(), "of", len(labels), "points on the right side")
`;
}
