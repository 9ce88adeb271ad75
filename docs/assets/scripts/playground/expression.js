/** A small language for computation graphs: named values, numbers, + − * / **, parentheses, three functions, and = for names. */

import { tokensOf, UnreadableError } from "./expression-tokens.js";
import { FUNCTIONS, OPERATIONS, powerOf } from "./graph-operations.js";

const MOST_NODES = 14;
const MOST_LETTERS = 6; // of a name: there is no room for more in the drawing
const SHOWN = 16; // letters of what stands before a mistake

/**
 * A number that is there from the beginning, or one that an operation makes of the nodes at these places.
 * @typedef {object} Node
 * @property {string} name empty for a plain number
 * @property {number[]} operands none where nothing is computed
 * @property {import("./graph-operations.js").Operation} [operation]
 * @property {number} [number] of a plain number
 */

/** Return the nodes of a text, each behind its operands; the last one is the result. @returns {Node[]} */
export function read(text) {
  const reader = new Reader(tokensOf(text));
  return withNames(reachable(reader.nodes, reader.program()));
}

/** Reads from left to right; what binds stronger is read further down. */
class Reader {
  place = 0;
  /** @type {Node[]} */
  nodes = [];
  /** The place of the node that each name stands for. @type {Map<string, number>} */
  names = new Map();

  constructor(tokens) {
    this.tokens = tokens;
  }

  /** Return the place of the result, that of the last statement. */
  program() {
    let result = this.statement();
    while (this.takes(";")) result = this.statement();
    if (this.place < this.tokens.length) throw new UnreadableError(this.complaint());
    if (!this.nodes[result].operation) throw new UnreadableError("Nothing is computed yet: write a sign between two values.");
    return result;
  }

  statement() {
    const [name, sign] = this.tokens.slice(this.place, this.place + 2);
    if (name?.kind !== "name" || sign?.word !== "=") return this.sum();
    this.place += 2;
    if (this.names.has(name.word) || FUNCTIONS.includes(name.word)) {
      throw new UnreadableError(`“${name.word}” stands for something already; choose another name.`);
    }
    const made = this.sum();
    this.nodes[made].name ||= allowed(name.word);
    this.names.set(name.word, made);
    return made;
  }

  sum() {
    return this.chain(["+", "-"], () => this.product());
  }

  product() {
    return this.chain(["*", "/"], () => this.signed());
  }

  /** Read what stands between signs of the same strength, from left to right. */
  chain(signs, part) {
    let made = part();
    for (let sign = this.takes(...signs); sign; sign = this.takes(...signs)) {
      made = this.make(OPERATIONS[sign], made, part());
    }
    return made;
  }

  signed() {
    if (!this.takes("-")) return this.power();
    const made = this.signed();
    const { number, name } = this.nodes[made];
    if (number === undefined || name) return this.make(OPERATIONS.negative, made);
    this.nodes[made].number = -number;
    return made;
  }

  power() {
    const base = this.atom();
    if (!this.takes("**")) return base;
    const sign = this.takes("-") ? -1 : 1;
    const exponent = this.taken("number");
    if (!exponent || this.tokens[this.place]?.word === "**") {
      throw new UnreadableError("An exponent is one plain number, as in x ** 2.");
    }
    return this.make(powerOf(sign * Number(exponent)), base);
  }

  atom() {
    const number = this.taken("number");
    if (number) return this.add({ name: "", operands: [], number: Number(number) });
    const name = this.taken("name");
    if (name && this.tokens[this.place]?.word === "(") return this.call(name);
    if (FUNCTIONS.includes(name)) throw new UnreadableError(`${name} needs parentheses, as in ${name}(x).`);
    if (name) return this.named(name);
    if (!this.takes("(")) throw new UnreadableError(`${this.where()} a value is missing.`);
    const made = this.sum();
    this.close();
    return made;
  }

  call(name) {
    if (!FUNCTIONS.includes(name)) throw new UnreadableError(`“${name}” is no function here; there are ${FUNCTIONS.join(", ")}.`);
    this.place++;
    const made = this.make(OPERATIONS[name], this.sum());
    this.close();
    return made;
  }

  named(name) {
    if (!this.names.has(name)) this.names.set(name, this.add({ name: allowed(name), operands: [] }));
    return this.names.get(name);
  }

  close() {
    if (this.takes(")")) return;
    if (this.place === this.tokens.length) throw new UnreadableError("A parenthesis is opened, and never closed.");
    throw new UnreadableError(this.complaint());
  }

  make(operation, ...operands) {
    return this.add({ name: "", operands, operation });
  }

  add(node) {
    if (this.nodes.length === MOST_NODES) throw new UnreadableError(`That is too long: there is room for ${MOST_NODES} numbers.`);
    return this.nodes.push(node) - 1;
  }

  /** Go on if one of these signs is next, and return it. */
  takes(...signs) {
    return signs.includes(this.tokens[this.place]?.word) ? this.tokens[this.place++].word : undefined;
  }

  /** Go on if something of this kind is next, and return it. */
  taken(kind) {
    return this.tokens[this.place]?.kind === kind ? this.tokens[this.place++].word : undefined;
  }

  /** Return what to say of a token that cannot stand where it does. */
  complaint() {
    const { word } = this.tokens[this.place];
    if (word === ")") return "A parenthesis is closed that was never opened.";
    if (word === "=") return "“=” gives a name to what stands behind it, as in y = w * x.";
    return `${this.where()} a sign such as + or * is missing.`;
  }

  where() {
    const before = this.tokens[this.place - 1]?.before;
    return before ? `Behind “${before.length > SHOWN ? "…" : ""}${before.slice(-SHOWN)}”` : "At the beginning";
  }
}

function allowed(name) {
  if (name.length > MOST_LETTERS) throw new UnreadableError(`“${name}” is too long a name; there is room for ${MOST_LETTERS} letters.`);
  return name;
}

/** Return the nodes that the result is made of, with the places of their operands among these. */
function reachable(nodes, result) {
  const used = new Set([result]);
  for (let place = result; place >= 0; place--) {
    if (used.has(place)) nodes[place].operands.forEach((operand) => used.add(operand));
  }
  const places = [...used].sort((one, other) => one - other);
  return places.map((place) => ({ ...nodes[place], operands: nodes[place].operands.map((each) => places.indexOf(each)) }));
}

/** Call each unnamed operation by its name, with a number where there are several. */
function withNames(nodes) {
  const unnamed = nodes.filter(({ name, operation }) => operation && !name);
  for (const node of unnamed) {
    const alike = unnamed.filter(({ operation }) => operation.name === node.operation.name);
    node.label = alike.length > 1 ? `${node.operation.name} ${alike.indexOf(node) + 1}` : node.operation.name;
  }
  return nodes.map(({ label, ...node }) => ({ ...node, name: label ?? node.name }));
}
