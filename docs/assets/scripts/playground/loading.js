/** Loading what the playgrounds need, once; after a failure, the next visit tries again. */

const UNIT = 1e-7; // of the weights and biases that the build hands over

/** Fetch a file that must be there. */
export async function fetchFile(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.url} is not there: status ${response.status}`);
  return response;
}

/**
 * Return a function that loads at its first call, and gives later callers the same.
 * @template T
 * @param {() => Promise<T>} load
 */
export function once(load) {
  /** @type {Promise<T> | undefined} */
  let loading;
  return () => {
    loading ??= load().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

/** Fetch the library's examples and starting weights. */
export const loadData = fromBuild("playground");

/** Fetch the network that reads digits, and digits for it. */
export const loadDigits = fromBuild("digits");

/** Fetch one picture of each digit. @returns {Promise<number[][]>} */
export const loadTenDigits = fromBuild("ten-digits");

/** Fetch the network that makes names, and where it has the letters at each moment of its training. */
export const loadNames = fromBuild("names");

/** Return weights and biases of a network that the build has handed over, in whole numbers. */
export function parametersFrom(numbers) {
  return Array.isArray(numbers) ? numbers.map(parametersFrom) : numbers * UNIT;
}

function fromBuild(name) {
  const address = new URL(`../../${name}.json`, import.meta.url);
  return once(async () => (await fetchFile(address)).json());
}
