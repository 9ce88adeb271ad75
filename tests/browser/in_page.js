/** What tests ask of a page: of its room, its controls, its formulas, its colours, and of what its blocks show. */

const all = (selector) => [...document.querySelectorAll(selector)];

/** Show what is folded, and wait for the fonts. */
function openFolds() {
  all("details").forEach((box) => { box.open = true; });
  return document.fonts.ready.then(() => undefined);
}

/** What a finger would miss. */
function tooSmall() {
  return all("a[href], button, input, select, textarea, summary, .movable")
    .map((control) => control.closest("label") ?? control)
    .filter((control) => control.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((control) => getComputedStyle(control).display !== "inline" || control.matches(".movable"))
    .filter((control) => !control.closest(".headerlink, .footnote"))
    .map((control) => [control.outerHTML.slice(0, 90), control.getBoundingClientRect()])
    .filter(([, { width, height }]) => width && Math.min(width, height) < 43.5)
    .map(([markup, { width, height }]) => `${width.toFixed()}×${height.toFixed()}: ${markup}`);
}

/** Tables, formulas and outputs that scroll, or that the screen ends. */
function cut() {
  return all("article :is(.md-typeset__scrollwrap, math, .output pre, .output code)")
    .filter((part) => part.checkVisibility())
    .filter((part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible"
      || part.getBoundingClientRect().right > document.documentElement.clientWidth)
    .map((part) => part.textContent.trim().replace(/\s+/g, " ").slice(0, 60));
}

function cutFormulas() {
  return all("math")
    .filter((each) => each.scrollWidth > each.clientWidth && !each.closest(".live")) // there they scroll
    .map((each) => each.textContent);
}

/** Lines of code that are cut; the ground of a marked line reaches four pixels into the margin. */
function cutCode() {
  return all("article .highlight pre > code")
    .filter((code) => code.checkVisibility() && code.scrollWidth > code.clientWidth + 4)
    .map((code) => code.textContent.split("\n").reduce((a, b) => (a.length >= b.length ? a : b)));
}

/** Indices and powers that neither hang nor rise. */
function onTheLine() {
  return all("math :is(msub, msup, msubsup)").filter((script) => {
    const [base, ...others] = [...script.children].map((child) => child.getBoundingClientRect()); // of the ink
    const [low, high] = script.localName === "msup" ? [undefined, others[0]] : others;
    return low?.bottom <= base.bottom || high?.top >= base.top;
  }).map((script) => script.textContent);
}

/** How much higher a sum is than a letter. */
async function sizeOfSum() {
  await document.fonts.ready;
  const formula = document.querySelector("math[display=block]:has(munderover)");
  const [letter, sum] = ["mi", "munderover > mo"].map((name) => formula.querySelector(name).getBoundingClientRect());
  return sum.height / letter.height;
}

/** Mark every character of a formula once in each of its forms: the browser is asked for the font of one at a time. */
function markTokens() {
  const tokens = all("math :is(mi, mn, mo, mtext)");
  const form = (each) => [each.localName, each.textContent, each.getAttribute("mathvariant")].join();
  const different = [...new Map(tokens.map((each) => [form(each), each])).values()];
  different.forEach((each) => each.classList.add("looked-at"));
}

/** What is pale, or stands on a dark ground. */
function notDarkOnWhite() {
  const luminance = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return (alpha * (0.2126 * red + 0.7152 * green + 0.0722 * blue)) / 255 + 1 - alpha; // on white
  };
  const shown = all("body, article, article *").filter((each) => each.checkVisibility());
  const told = (each) => `${each.localName}.${each.className}: ${each.textContent.trim().slice(0, 40)}`;
  const hasText = (each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const pale = shown.filter((each) => hasText(each) && luminance(getComputedStyle(each).color) > 0.5);
  const dark = shown.filter((each) => luminance(getComputedStyle(each).backgroundColor) < 0.8);
  return [...pale, ...dark].map(told);
}

/** What stands below each block with buttons, as `ShownBlock` has it. */
function shownBlocks() {
  return all(".run-row").map((row) => {
    const shown = { output: "", is_error: false, figures: [], sizes: [], is_own: false };
    // A check has its row behind its fold.
    let next = (row.closest("details.code") ?? row.closest(".highlight") ?? row).nextElementSibling;
    for (; next?.matches(".output, p:has(> .figure)"); next = next.nextElementSibling) {
      if (next.matches(".output")) shown.output += next.querySelector("code").textContent;
      for (const image of next.querySelectorAll("img")) {
        shown.figures.push(image.alt);
        shown.sizes.push(`${image.getAttribute("width")} × ${image.getAttribute("height")}`);
      }
      shown.is_error ||= next.matches(".error");
      shown.is_own ||= next.matches(".own");
    }
    return shown;
  });
}

/** The colours of buttons and of the letters in an editor, beside two of the system. */
function coloursOfRows() {
  const probe = document.createElement("span");
  document.body.append(probe);
  const system = (name) => { probe.style.color = name; return getComputedStyle(probe).color; };
  const coloursOf = (parts) => [...parts].map((each) => getComputedStyle(each).color);
  return {
    ground: system("Canvas"),
    button: system("ButtonText"),
    buttons: coloursOf(all(".run-row button")),
    letters: coloursOf(document.querySelector(".run-editor").shadowRoot.querySelectorAll(".cm-line, .cm-line *")),
  };
}

/** The least contrast of letters in editors with their ground, as WCAG counts it: axe does not look into editors. */
function contrastInEditors() {
  const luminance = (colour) => {
    const parts = colour.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255);
    const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrasts = all(".run-editor").flatMap(({ shadowRoot }) => {
    const ground = luminance(getComputedStyle(shadowRoot.querySelector(".cm-editor")).backgroundColor);
    return [...shadowRoot.querySelectorAll(".cm-line, .cm-line *")].map((each) => {
      const [dark, light] = [ground, luminance(getComputedStyle(each).color)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    });
  });
  return Math.min(...contrasts);
}

/** How many blocks have buttons, by the address of their page below the home. */
async function blockCounts(home, addresses) {
  const { BLOCKS } = await import(`${home}assets/scripts/run/buttons.js`);
  const read = async (address) => new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const count = async (address) => [address, (await read(home + address)).querySelectorAll(BLOCKS).length];
  return Object.fromEntries(await Promise.all(addresses.map(count)));
}

/** Put blocks of a page, by their numbers, into a fold of their own. */
function foldBlocks(first, last) {
  const blocks = all(".highlight:has(> .run-row)");
  const fold = document.createElement("details");
  fold.open = true;
  (blocks[first - 1].closest("details") ?? blocks[first - 1]).before(fold);
  fold.append(...blocks.slice(first - 1, last));
}

/** Collect in `said` what is told beside the buttons of a block, by its number. */
function listenTo(number) {
  window.said ??= [];
  const row = all(".run-row")[number - 1];
  const note = () => row.querySelector(".run-note")?.textContent ?? "";
  new MutationObserver(() => { if (said.at(-1) !== note()) said.push(note()); })
    .observe(row, { childList: true, characterData: true, subtree: true });
}

/** Let the page exchange itself for another one, which keeps its Python, and mark what it had before. */
function followLink(address) {
  document.querySelector(".md-content").dataset.isOfThePageBefore = "";
  [...document.links].find((link) => link.href === address).click();
}

/** The pictures of the cards, once all of them have come: how wide they are, and how much of what was drawn. */
async function cardPictures() {
  const images = all(".card img");
  await Promise.all(images.map((image) => image.decode()));
  return images.map((image) => {
    const { width, height } = image.getBoundingClientRect();
    return { width: width / image.naturalWidth, height: height / image.naturalHeight };
  });
}

/** Wait until fonts and pictures are there, and drawn. */
async function drawnToTheEnd() {
  const awaited = [...document.images].filter((image) => !image.complete && image.loading !== "lazy");
  await Promise.all([document.fonts.ready, ...awaited.map((image) => image.decode())]);
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  await frame().then(frame).then(() => new Promise((drawn) => setTimeout(drawn)));
}
