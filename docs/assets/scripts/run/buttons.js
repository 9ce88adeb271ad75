// @ts-check
/** Run and Edit at every Python block of a page. What they do is fetched at the first press. */

const HINT = "Runs here in your browser, with nothing to install.";
const BLOCKS = ".language-python.highlight:not(:has(+ .not-run))";

/** The notebook of the page that is shown, once a button has been pressed. @type {Promise<any> | undefined} */
let opened;

/** Add the buttons to a page that has just been shown, and leave the page before it. */
function showPage() {
  opened?.then((notebook) => notebook.leave());
  opened = undefined;
  const blocks = [...document.querySelectorAll(BLOCKS)];
  const open = () => (opened ??= import("./notebook.js").then(({ Notebook }) => new Notebook(blocks)));
  blocks.forEach((block, index) => {
    const row = document.createElement("div");
    row.className = "run-row";
    row.append(button("Run", index, open), button("Edit", index, open));
    if (index === 0) row.append(hint());
    block.append(row);
  });
}

/** A button that asks the notebook to do what it says. */
function button(word, index, open) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = word;
  made.ariaLabel = `${word} block ${index + 1}`;
  made.addEventListener("click", async () => (await open())[word.toLowerCase()](index));
  return made;
}

/** What a page says of its buttons, at the first of them and until one is pressed. */
function hint() {
  const made = document.createElement("span");
  made.className = "run-hint";
  made.textContent = HINT;
  return made;
}

// Material exchanges pages without a reload and says so here.
/** @type {any} */ (window).document$.subscribe(showPage);
