// @ts-check
/** What a run has printed and drawn: what it means, and the form that the page's own outputs and figures have. */

/**
 * Read what a run did.
 * @param {{ printed: string, error: { traceback: string, message: string, missing: string | null } | null }} result
 * @param {{ error?: string } | undefined} built what the page shows, if this is the page's own code
 * @returns {{ text: string, isError: boolean, failure?: string }} what to show, and the error that nobody wanted
 */
export function readResult({ printed, error }, built) {
  const text = withEnd(printed);
  if (!error) return { text: text + noteOfSilence(built?.error), isError: false };
  if (built && error.missing) return { text: text + noteOfAbsence(error.missing), isError: false };
  if (built?.error) return { text: `${text}${error.message}\n`, isError: true };
  return { text: text + error.traceback, isError: true, failure: error.message };
}

/** Text whose last line has an end. @param {string} text */
export function withEnd(text) {
  return text && !text.endsWith("\n") ? `${text}\n` : text;
}

/** NumPy is not told of overflow by WebAssembly, so what raises elsewhere does not raise here. */
function noteOfSilence(wantedError) {
  if (!wantedError?.includes("FloatingPointError")) return "";
  return (
    "On your own computer this block ends with a FloatingPointError.\n" +
    "A browser does not tell NumPy when numbers overflow or are divided by zero.\n"
  );
}

function noteOfAbsence(library) {
  return (
    `This block needs ${library}, which Python in this page does not have.\n` +
    "Download the page, and the block runs on your own computer.\n"
  );
}

/** A block's output, marked as the reader's own. */
export function ownOutput(text, isError) {
  const output = document.createElement("div");
  output.className = `language-text output highlight own${isError ? " error" : ""}`;
  const pre = document.createElement("pre");
  const code = document.createElement("code");
  code.textContent = text;
  code.tabIndex = 0; // it may scroll
  pre.append(code);
  output.append(label(isError ? "Your output: an error" : "Your output", "filename"), pre);
  return output;
}

/** A figure, marked as the reader's own. */
export function ownFigure({ svg, width, height }, alt) {
  const figure = document.createElement("p");
  figure.className = "own";
  const image = document.createElement("img");
  image.className = "figure";
  Object.assign(image, { alt, width, height, src: `data:image/svg+xml,${encodeURIComponent(svg)}` });
  figure.append(label("Your figure", "own-label"), image);
  return figure;
}

function label(text, name) {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = text;
  return made;
}
