// @ts-check
/** The page with the reader's own code, to take along: as a notebook or as a Python file. */

const RAISES = "raises-exception"; // the tag of a cell whose own code is to end with an exception
const METADATA = { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } };

/**
 * Hand over a file.
 * @param {string} kind ".ipynb" or ".py"
 * @param {import("./block.js").Block[]} blocks
 */
export async function download(kind, blocks) {
  const notebook = await ownNotebook(blocks);
  const text = kind === ".py" ? asScript(notebook) : JSON.stringify(notebook, undefined, 1);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  link.download = `${location.pathname.split("/").filter(Boolean).at(-1) ?? "page"}-mine${kind}`;
  link.click();
}

/** The notebook that the page offers, or one of its blocks alone, with the code that the reader has now. */
async function ownNotebook(blocks) {
  const offered = document.querySelector("a[download][href$='.ipynb']");
  const notebook = offered ? await (await fetch(offered.href)).json() : emptyNotebook();
  let place = offered ? 0 : 1;
  for (const block of blocks) {
    const rest = notebook.cells.slice(place);
    const found = rest.findIndex(({ cell_type, source }) => cell_type === "code" && source === trimmed(block.original));
    if (found >= 0) place += found + 1;
    else if (block.isEdited || !offered) notebook.cells.splice(place++, 0, codeCell(block)); // a lab's has no solutions
    if (block.isEdited) change(notebook.cells, place - 1, block);
  }
  return notebook;
}

function emptyNotebook() {
  const source = `# ${document.title}\n\nFrom ${location.origin}${location.pathname}`;
  const cells = [{ cell_type: "markdown", id: "page", metadata: {}, source }];
  return { cells, metadata: METADATA, nbformat: 4, nbformat_minor: 5 };
}

function codeCell({ number, original }) {
  const source = trimmed(original);
  return { cell_type: "code", execution_count: null, id: `block-${number}`, metadata: {}, outputs: [], source };
}

/** Write the reader's code into a cell. What it and those below it show is of other code. */
function change(cells, place, { source }) {
  cells[place].source = trimmed(source);
  const { metadata } = cells[place];
  metadata.tags = metadata.tags?.filter((tag) => tag !== RAISES);
  for (const cell of cells.slice(place)) {
    if (cell.cell_type === "code") Object.assign(cell, { execution_count: null, outputs: [] });
  }
}

/** The cells as editors read them in a Python file. */
function asScript({ cells }) {
  const parts = cells.map((cell) =>
    cell.cell_type === "code" ? `# %%\n${code(cell)}` : `# %% [markdown]\n${commented(cell.source)}`,
  );
  return `${parts.join("\n\n")}\n`;
}

const commented = (text) => text.replace(/^/gm, "# ").replace(/ +$/gm, "");

/** Code that goes on after the exception that it is to raise, be that a SyntaxError. */
function code({ source, metadata }) {
  if (!metadata.tags?.includes(RAISES)) return source;
  const message = 'print(f"{type(_exception).__name__}: {_exception}")';
  const lines = source.split("\n").map((line) => `        ${JSON.stringify(`${line}\n`)}\n`); // as Python spells them
  return `try:\n    exec(\n${lines.join("")}    )\nexcept BaseException as _exception:\n    ${message}`;
}

const trimmed = (text) => text.replace(/\n+$/, "");
