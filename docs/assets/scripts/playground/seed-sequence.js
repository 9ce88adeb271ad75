/** What a small seed grows into before a generator begins with it: the numbers of NumPy's SeedSequence. */

const N_WORDS = 4; // of 32 bits, of the pool in which a seed is stirred
const [FIRST_IN, FACTOR_IN] = [0x43b0d7e5, 0x931e8875];
const [FIRST_OUT, FACTOR_OUT] = [0x8b51f9dd, 0x58f38ded];
const [KEPT, TAKEN] = [0xca01f9dd, 0x4973f715];

/** Return four numbers of 64 bits for a seed, a whole number below 2³². @param {number} seed @returns {bigint[]} */
export function grown(seed) {
  const pool = poolOf(seed);
  const stir = stirrer(FIRST_OUT, FACTOR_OUT);
  const words = [...pool, ...pool].map((word) => BigInt(stir(word)));
  return pool.map((_, i) => words[2 * i] | (words[2 * i + 1] << 32n));
}

/** Return the pool of a seed, in which each word depends on all others. */
function poolOf(seed) {
  const stir = stirrer(FIRST_IN, FACTOR_IN);
  const pool = Array.from({ length: N_WORDS }, (_, i) => stir(i ? 0 : seed));
  for (let from = 0; from < N_WORDS; from++) {
    for (let to = 0; to < N_WORDS; to++) {
      if (from !== to) pool[to] = folded(Math.imul(KEPT, pool[to]) - Math.imul(TAKEN, stir(pool[from])));
    }
  }
  return pool;
}

/** Return a function that stirs one word after the other, each in another way. */
function stirrer(first, factor) {
  let key = first;
  return (word) => {
    const mixed = word ^ key;
    key = Math.imul(key, factor);
    return folded(Math.imul(mixed, key));
  };
}

function folded(word) {
  return (word ^ (word >>> 16)) >>> 0;
}
