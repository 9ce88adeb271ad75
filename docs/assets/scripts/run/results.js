// @ts-check
/** What a run has printed and drawn, in the form that the page's own outputs and figures have. */

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
