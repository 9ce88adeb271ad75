/** The words and signs of an expression. */

import { FUNCTIONS } from "./graph-operations.js";

const TOKEN = /\s*(?:(?<number>\d+\.?\d*|\.\d+)|(?<name>[a-z]\w*)|(?<sign>\*\*|[-+*/()=;]))/iuy;
const TYPED_OTHERWISE = { "−": "-", "·": "*", "×": "*", "÷": "/" };

/** What is wrong with an expression, for its reader. */
export class UnreadableError extends Error {}

/**
 * Return what a text is made of, each with what stands before its end; lines are joined by semicolons.
 * @returns {{kind: "number" | "name" | "sign", word: string, before: string}[]}
 */
export function tokensOf(typed) {
  const lines = typed.split(/[;\n]/).filter((line) => line.trim());
  const text = lines.join(";").replace(/[−·×÷]/g, (sign) => TYPED_OTHERWISE[sign]);
  const tokens = [];
  TOKEN.lastIndex = 0;
  for (let end = 0; text.slice(end).trim(); end = TOKEN.lastIndex) {
    const found = TOKEN.exec(text);
    if (!found) throw new UnreadableError(complaintAbout(text.slice(end).trim()[0]));
    const [kind, word] = Object.entries(found.groups).find(([, part]) => part !== undefined);
    tokens.push({ kind, word, before: text.slice(0, TOKEN.lastIndex).trim() });
  }
  return tokens;
}

function complaintAbout(letter) {
  if (letter === "^") return "A power is written with two asterisks, as in x ** 2.";
  return `“${letter}” has no meaning here. Use names, numbers, + − * / **, parentheses, ${FUNCTIONS.join(", ")}.`;
}
