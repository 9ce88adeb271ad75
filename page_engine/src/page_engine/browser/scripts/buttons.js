// @ts-check
/** Run, Edit and a number at every Python block of a page. What the buttons do is fetched later. */

const HINT = "Runs here in your browser, with nothing to install.";
const NOT_LOADED = "This could not be loaded. Reload the page to try again.";
/** What runs: a test counts it, so that no page is left out. */
export const BLOCKS = "div.language-python.highlight:not(:has(+ .not-run))";

/** The name under which the browser keeps what the reader writes on this page. */
export const editsKey = () => `page-engine/edits${location.pathname}`;

/** The notebook of the page that is shown, once a button has been pressed. @type {Promise<any> | undefined} */
let opened;

/** Add the buttons to a page that has just been shown, and leave the page before it. */
function showPage() {
  opened?.then((notebook) => notebook.leave());
  opened = undefined;
  const blocks = [...document.querySelectorAll(BLOCKS)];
  const open = () => (opened ??= import("./notebook.js").then(({ Notebook }) => new Notebook(blocks)));
  const press = async (word, index) => {
    const notebook = await open().catch(() => (opened = undefined));
    if (notebook) await notebook[word](index);
    else say(rows[index], NOT_LOADED);
  };
  const rows = blocks.map((block, index) => {
    block.id ||= `block-${index + 1}`;
    const row = rowOf(block, index, press);
    const [run, edit] = row.querySelectorAll("button");
    const prepare = () => loadPython(blocks.slice(0, index + 1));
    run.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && prepare());
    run.addEventListener("focus", prepare);
    edit.addEventListener("click", prepare);
    return row;
  });
  revealAddressed(blocks);
  try {
    if (editsKey() in localStorage) open().then((notebook) => notebook.restore());
  } catch {
    // The browser keeps nothing.
  }
}

/** Add the row of a block: below its code or, for a check, below its fold. */
function rowOf(block, index, press) {
  const row = document.createElement("div");
  row.className = "run-row";
  const link = document.createElement("a");
  link.href = `#${block.id}`;
  link.textContent = `Block ${index + 1}`;
  row.append(button("Run", index, press), button("Edit", index, press), link);
  if (index === 0) say(row, HINT);
  const check = block.closest("details.check");
  if (check) check.after(row);
  else block.append(row);
  return row;
}

/** A button that asks the notebook to do what it says. */
function button(word, index, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = word;
  made.ariaLabel = `${word} block ${index + 1}`;
  made.addEventListener("click", () => press(word.toLowerCase(), index));
  return made;
}

/** Begin to load Python, with what these blocks import; if that fails, the next press tells. */
function loadPython(blocks) {
  const ahead = blocks.map((block) => block.querySelector("pre code").textContent);
  import("./interpreter.js").then(({ interpreter }) => interpreter.prepare(ahead), () => {});
}

/** Show the block that the address names, which has its name only now. */
function revealAddressed(blocks) {
  const addressed = blocks.find((block) => location.hash === `#${block.id}`);
  for (let fold = addressed?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  addressed?.scrollIntoView();
}

/** Say something beside buttons, until the notebook is there to speak for itself. */
function say(row, text) {
  const hint = row.querySelector(".run-hint") ?? document.createElement("span");
  hint.className = "run-hint";
  hint.role = text === HINT ? null : "alert";
  hint.textContent = text;
  row.append(hint);
}

// Material exchanges pages without a reload and says so here; with another theme this is the only page.
const { document$ } = /** @type {any} */ (window);
if (document$) document$.subscribe(showPage);
else showPage();
