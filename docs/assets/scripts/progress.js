// Remembers which chapters the reader has marked as read; only this browser knows it.

const KEY = "deep-learning-simplified/read";

/** Return the names of the chapters read; what is stored but is no list of them counts for nothing. */
function chaptersRead() {
  try {
    const names = JSON.parse(localStorage.getItem(KEY));
    return new Set(Array.isArray(names) ? names : []);
  } catch {
    return new Set();
  }
}

/** Remember the names of the chapters read. */
const remember = (/** @type {Set<string>} */ names) => localStorage.setItem(KEY, JSON.stringify([...names]));

/** Let the box at the end of a chapter show and change whether it is read. */
function showBox(/** @type {HTMLElement} */ line) {
  const name = line.dataset.chapter;
  const box = line.querySelector("input");
  box.checked = chaptersRead().has(name);
  box.addEventListener("change", () => {
    const names = chaptersRead();
    names[box.checked ? "add" : "delete"](name);
    remember(names);
  });
  remember(chaptersRead()); // throws where that is not possible
  line.hidden = false;
}

/** Mark the cards of the chapters read, and lead to the first of the others. */
function showCards(/** @type {HTMLElement} */ line) {
  const names = chaptersRead();
  const links = [...document.querySelectorAll(".card h3 a:not(.headerlink)")];
  const isRead = (link) => names.has(link.pathname.split("/").at(-2));
  const read = links.filter(isRead);
  read.forEach((link) => link.closest(".card").querySelector(".verified").append(" · ✓ read"));
  const next = links.findIndex((link) => !isRead(link));
  const start = document.querySelector(".hero .md-button");
  if (read.length && next >= 0) {
    start.textContent = `Continue with chapter ${next + 1}`;
    start.href = links[next].href;
  }
  line.hidden = !read.length;
  line.querySelector("span").textContent = `${read.length} of ${links.length}`;
  line.querySelector("button").addEventListener("click", () => {
    localStorage.removeItem(KEY);
    location.reload();
  });
}

window.document$.subscribe(() => {
  try {
    for (const line of document.querySelectorAll("[data-chapter]")) showBox(line);
    for (const line of document.querySelectorAll("[data-chapters]")) showCards(line);
  } catch {
    // A browser that keeps nothing remembers no chapters, and is not shown any box.
  }
});
