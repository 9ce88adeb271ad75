/** Numbers as Python and neuronlib write them. */

/** Return a number as Python's f"{value:.{digits}g}" does. */
export function general(value, digits) {
  if (!Number.isFinite(value)) return String(value).toLowerCase().replace("infinity", "inf");
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [mantissa, power] = rounded(value, digits).split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < digits) return trimmed(Number(`${mantissa}e${exponent}`).toFixed(digits - 1 - exponent));
  const sign = exponent < 0 ? "-" : "+";
  return `${trimmed(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** Return a number as neuronlib's drawings show it: short, with a typographic minus. */
export function short(value) {
  return general(value, 4).replaceAll("-", "−");
}

/** Return a number as Python's f"{value:.{digits}f}" does, with a typographic minus; what rounds to 0 has no sign. */
export function decimals(value, digits) {
  const tie = new RegExp(`^(-?\\d+\\.\\d{${digits - 1}}[02468])50*$`).exec(value.toFixed(60)); // toFixed would round it up
  const text = tie ? tie[1] : value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** Return a number as a factor, in parentheses where a sign would stand next to another one. */
export function factor(text) {
  return text.startsWith("−") ? `(${text})` : text;
}

/** Return a number in Python that is exactly this float. */
export function pythonFloat(value) {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** Return a list of floats, or of lists of them, in Python. */
export function pythonList(values) {
  return `[${values.map((value) => (Array.isArray(value) ? pythonList(value) : pythonFloat(value))).join(", ")}]`;
}

/** Return mantissa and exponent of the rounded number. Where Python rounds a tie to even, toExponential rounds up. */
function rounded(value, digits) {
  const exact = value.toExponential(60); // more digits than any tie has
  const tie = new RegExp(`^(-?\\d\\.\\d{${digits - 2}}[02468])50*e(.*)$`).exec(exact);
  return tie ? `${tie[1]}e${tie[2]}` : value.toExponential(digits - 1);
}

function trimmed(decimal) {
  return decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
}
