/** A playground's state as a query of the page's address: written so that it can be shared, checked when read. */

const MOST_CHARACTERS = 600;
const NUMBER = /^-?\d+(\.\d+)?(e-?\d+)?$/;

/**
 * @typedef {{read: (text: string) => any, write: (value: any) => string | undefined, wanted: string, longest?: number}} Field
 *   what is written as undefined is left out of the address
 */

/** Return a field of so many numbers from −limit to limit. @returns {Field} */
export function numbers(count, limit) {
  return {
    wanted: `${count === 1 ? "a number" : `${count} numbers`} from −${limit} to ${limit}`,
    read: (text) => {
      const parts = text.split(",");
      const values = parts.map((part) => (NUMBER.test(part) ? Number(part) + 0 : NaN)); // + 0 makes 0 of -0
      return values.length === count && values.every((value) => Math.abs(value) <= limit) ? values : undefined;
    },
    write: (values) => values.join(","),
  };
}

/** Return a field of any numbers from −limit to limit, or of none. @returns {Field} */
export function anyNumbers(limit) {
  return {
    wanted: `numbers from −${limit} to ${limit}`,
    longest: 3000,
    read: (text) => numbers(text.split(",").length, limit).read(text),
    write: (values) => values?.join(","),
  };
}

/** Return a field that is one of several words or numbers. @returns {Field} */
export function choice(values) {
  return {
    wanted: `one of ${values.join(", ")}`,
    read: (text) => values.find((value) => String(value) === text),
    write: String,
  };
}

/** Return a field that is some of several words, at least one, in any order. @returns {Field} */
export function several(words) {
  return {
    wanted: `some of ${words.join(", ")}, each once`,
    read: (text) => {
      const chosen = text.split(",");
      return new Set(chosen).size === chosen.length && chosen.every((word) => words.includes(word))
        ? words.filter((word) => chosen.includes(word))
        : undefined;
    },
    write: (chosen) => chosen.join(","),
  };
}

/**
 * Return the values that a query has for the fields, and a sentence for each that cannot be used.
 * @param {string} query as in the address, from its question mark
 * @param {Record<string, Field>} fields
 * @param {string} where the query stands, for the sentences
 */
export function readQuery(query, fields, where) {
  const parameters = new URLSearchParams(query);
  const values = {};
  const problems = [];
  for (const [name, field] of Object.entries(fields)) {
    const text = parameters.get(name);
    if (text === null) continue;
    const value = text.length > (field.longest ?? MOST_CHARACTERS) ? undefined : field.read(text);
    if (value === undefined) problems.push(`${where}, “${name}” must be ${field.wanted}, got “${shortened(text)}”.`);
    else values[name] = value;
  }
  return { values, problems };
}

/** Return an address with these values for the fields; without values, an address without the fields. */
export function withState(address, fields, values) {
  const url = new URL(address);
  for (const [name, field] of Object.entries(fields)) {
    const text = values && field.write(values[name]);
    if (text === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, text);
  }
  url.search = url.search.replaceAll("%2C", ",");
  return url.href;
}

/** Show the state in the address bar, without a new entry in the history. */
export function replaceAddress(fields, values) {
  history.replaceState(history.state, "", withState(location.href, fields, values));
}

function shortened(text) {
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}
