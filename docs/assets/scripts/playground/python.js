/** What a playground shows, as Python. */

import { pythonFloat, pythonList } from "./numbers.js";

const CHAOTIC_RATE = 3;
const CAUTION = `# With a learning rate this large, training can magnify the rounding of sums, which every computer
# adds up in its own order: after many epochs these numbers may not be those of the page.
`;

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

/** Return the training of a network, as far as it has come. Its numbers agree unless training is chaotic. */
export function trainingSnippet({ data, units, activation, rate }, epochs) {
  const caution = rate >= CHAOTIC_RATE ? CAUTION : "";
  const training = `${caution}fit(network, X, y, loss=binary_cross_entropy, optimizer=SGD(${pythonFloat(rate)}), epochs=${epochs})\n`;
  const names = `${epochs ? "SGD, " : ""}Dense, Network, binary_cross_entropy, ${epochs ? "fit, " : ""}make_${data}`;
  return `from neuronlib import ${names}

X, y = make_${data}(100, rng=0)
network = Network([Dense(2, ${units}, "${activation}", rng=0), Dense(${units}, 1, "sigmoid", rng=1)])
${epochs ? training : ""}
print(f"loss {binary_cross_entropy(y, network(X)):.6g}")
print((network.predict(X) == y).sum(), "of", len(y), "right")
`;
}
