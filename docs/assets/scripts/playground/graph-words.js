/** What each step through a computation graph does, in words and numbers. */

import { factor, short } from "./numbers.js";

/** Return the names of the values that the reader may change. @returns {string[]} */
export function valueNames(nodes) {
  return nodes.filter(({ operation, number }) => !operation && number === undefined).map(({ name }) => name);
}

/** Return what is there before anything is computed. */
export function given(nodes, numbers) {
  const names = valueNames(nodes);
  const values = nodes.flatMap(({ name }, place) => (names.includes(name) ? [`${name} = ${short(numbers[place])}`] : []));
  return `${values.length ? `${listed(values)}. ` : ""}Nothing has been computed yet.`;
}

/** Return what a step forward computes, and what the new number remembers. */
export function forwardWords(nodes, numbers, place) {
  const { name, operands, operation } = nodes[place];
  const texts = operands.map((each) => short(numbers[each]));
  const named = operands.map((each, i) => nodes[each].name || texts[i]);
  const formula = operation.write(...named);
  const plugged = operation.write(...texts);
  const steps = [formula, ...(plugged === formula ? [] : [plugged]), short(numbers[place])].join(" = ");
  const locals = operation.locals(numbers[place], ...operands.map((each) => numbers[each]));
  const parts = named.map((each, i) => `${each} with the local derivative ${short(locals[i])}`);
  return `Forward: ${name} is ${steps}. It remembers ${listed(parts)}.`;
}

/** Return what a step back hands to which operands, and what has been added up there. */
export function backWords(nodes, { from, shares, slopes }, slopesBefore, isLast) {
  const name = (place) => nodes[place].name || `the ${short(nodes[place].number)}`;
  const slope = short(slopesBefore[from]);
  const parts = shares.map(({ to, local, share }) => `${slope} · ${factor(short(local))} = ${short(share)} to ${name(to)}`);
  const twice = (to) => shares.filter((each) => each.to === to).length > 1 || slopesBefore[to] !== undefined;
  const sums = [...new Set(shares.map(({ to }) => to).filter(twice))].map((to) => `${name(to)} has ${short(slopes[to])} now`);
  const added = sums.length ? ` Slopes add up: ${listed(sums)}.` : "";
  const end = isLast ? " Now every value has its slope." : "";
  return `Back: ${name(from)} has the slope ${slope}, and hands ${listed(parts)}.${added}${end}`;
}

/** Return the graph in a sentence, for who cannot see it. */
export function described(nodes, { numbers, slopes }) {
  const parts = nodes.flatMap(({ name }, place) => {
    if (!name || numbers[place] === undefined) return [];
    return [`${name} ${short(numbers[place])}${slopes[place] === undefined ? "" : `, slope ${short(slopes[place])}`}`];
  });
  return `A computation graph: ${parts.join("; ")}`;
}

function listed(parts) {
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts[0];
}
