/** What the training playground shows, as Python. Its numbers agree unless training is chaotic. */

import { FEATURES } from "./features.js";
import { pythonFloat, pythonList } from "./numbers.js";
import { layerSizes, layersOf } from "./starting-weights.js";
import { START } from "./training-settings.js";

const CHAOTIC_RATE = 3;
const CAUTION = `# With a learning rate this large, training can magnify the rounding of sums, which every computer
# adds up in its own order: after many epochs these numbers may not be those of the page.
`;
const PENGUINS = `beaks, species = load_penguins()
rows = np.random.default_rng(0).permutation(len(beaks))[:200]
standard = ((beaks - beaks.mean(axis=0)) / beaks.std(axis=0))[rows]
is_chinstrap = (species == 1).astype(int)[rows]
`;

/** Return the training of a network, as far as it has come. */
export function trainingSnippet(settings, epochs) {
  const parts = [
    imports(settings, epochs),
    examples(settings),
    `network = Network([${layers(settings)}])\n${epochs ? training(settings, epochs) : ""}`,
    results(settings),
  ];
  return parts.join("\n");
}

function imports({ data, inputs, l2 }, epochs) {
  const maker = data === "penguins" ? "load_penguins" : `make_${data}`;
  const needsNumpy = data === "penguins" || isOther("inputs", inputs);
  const optimizer = epochs ? "SGD, " : "";
  return `${needsNumpy ? "import numpy as np\n" : ""}from neuronlib import ${optimizer}Dense, Network, \
binary_cross_entropy, ${epochs ? "fit, " : ""}${maker}
${epochs && l2 ? regularised(l2) : ""}`;
}

/** Return an optimiser that also takes the slope of the price, l2 / 2 times the squared weights. */
function regularised(l2) {
  return `

class SGDWithL2(SGD):
    def step(self, parameters, gradients):
        slopes = [g + ${pythonFloat(l2)} * p if p.ndim == 2 else g for p, g in zip(parameters, gradients)]  # not of biases
        super().step(parameters, slopes)

`;
}

function examples(settings) {
  const { data, inputs, heldout } = settings;
  const needsInputs = isOther("inputs", inputs);
  const sets = heldout === "shown" ? ["X, y", "X_new, y_new"] : ["X, y"];
  const made = data === "penguins" ? [PENGUINS, ...sets.map(penguins)] : sets.map((names, i) => pattern(names, i, settings));
  const replaced = sets.map((names) => names.split(",")[0]).map((name) => `${name} = inputs(${name})\n`);
  return [...made, ...(needsInputs ? [inputFunction(inputs), ...replaced] : [])].join("");
}

function penguins(names, i) {
  const rows = i ? "[100:]" : "[:100]";
  return `${names} = standard${rows}, is_chinstrap${rows}\n`;
}

function pattern(names, seed, { data, noise }) {
  return `${names} = make_${data}(100, ${noise === START.noise ? "" : `noise=${pythonFloat(noise)}, `}rng=${seed})\n`;
}

function inputFunction(inputs) {
  return `

def inputs(points):
    x1, x2 = points.T
    return np.column_stack([${inputs.map((name) => FEATURES[name].python).join(", ")}])


`;
}

function layers(settings) {
  if (settings.weights) return `${layersOf(settings).map(ownLayer).join("")}\n`;
  const sizes = layerSizes(settings);
  const drawn = sizes.slice(1).map((size, depth) => {
    const activation = depth === sizes.length - 2 ? "sigmoid" : settings.activation;
    return `Dense(${sizes[depth]}, ${size}, "${activation}", rng=${settings.start + depth})`;
  });
  return drawn.join(", ");
}

function ownLayer({ weights, biases, activation }) {
  return `\n    Dense.from_weights(${pythonList(weights)}, ${pythonList(biases)}, "${activation}"),`;
}

function training({ rate, l2, batch, start }, epochs) {
  const caution = rate >= CHAOTIC_RATE ? CAUTION : "";
  const optimizer = `${l2 ? "SGDWithL2" : "SGD"}(${pythonFloat(rate)})`;
  const batches = batch === "all" ? "" : `, batch_size=${batch}, rng=${start}`;
  return `${caution}fit(network, X, y, loss=binary_cross_entropy, optimizer=${optimizer}, epochs=${epochs}${batches})\n`;
}

function results({ heldout }) {
  const isShown = heldout === "shown";
  const heldOut = `print(f"held out: loss {binary_cross_entropy(y_new, network(X_new)):.6g}")
print((network.predict(X_new) == y_new).sum(), "of", len(y_new), "right")
`;
  return `print(f"loss {binary_cross_entropy(y, network(X)):.6g}")
print((network.predict(X) == y).sum(), "of", len(y), "right")
${isShown ? heldOut : ""}`;
}

function isOther(key, value) {
  return String(value) !== String(START[key]);
}
