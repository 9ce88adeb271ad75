/** Colours for pictures, as numbers in the order in which this machine keeps their bytes. */

/** Return a colour in all strengths, from none of it to `strongest`, where 255 hides all below. */
export function shades(colour, strongest) {
  return Array.from({ length: strongest + 1 }, (_, alpha) => pixel(colour, alpha));
}

/** Return a colour as one number. */
export function pixel(colour, alpha) {
  return new Uint32Array(new Uint8Array([...colour, alpha]).buffer)[0];
}
