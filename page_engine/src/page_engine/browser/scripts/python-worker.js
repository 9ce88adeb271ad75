// @ts-check
/** The worker in which Python runs. It is imported by a module made from a blob; see interpreter.js. */

const HOME = new URL("../../python/", import.meta.url).href;
const CORE_SIZE = 13_850_000; // bytes that come whatever a block imports; a test holds it to the files
const QUIET = { messageCallback: () => {} };

// A worker made from a file would not have the page's Content-Security-Policy, and Python can reach what is here.
Reflect.deleteProperty(self, "Worker");

/** Python with its session, once it has been asked for. @type {Promise<any> | undefined} */
let started;
let currentPage = 0;
/** What is being loaded: its name, its bytes, and how many of them have come. */
let coming = { what: "", expected: 0, loaded: 0 };

self.onmessage = async ({ data: request }) => {
  let failure = "Python could not be loaded";
  try {
    started ??= start(request.ahead.join("\n"));
    const { python, session, packages } = await started;
    if (!request.name) return; // there is nothing to run yet
    await loadImports(python, request.source, packages);
    self.postMessage({ progress: { begins: true } });
    failure = "Python broke down";
    self.postMessage({ result: JSON.parse(run(session, request)) });
  } catch (error) {
    self.postMessage({ failure: `${failure}: ${error.message}.` });
  }
};

/** Load Python and, at the same time, what the code ahead imports. */
async function start(ahead) {
  const lock = await (await fetch(`${HOME}pyodide-lock.json`)).json();
  const imported = importedPackages(ahead, lock.packages);
  const needed = withNeeds(imported, lock.packages);
  expect(["Python", ...imported], CORE_SIZE + sizeOf(needed, lock.packages));
  const [{ loadPyodide }, engine] = await Promise.all([
    import(`${HOME}pyodide.mjs`),
    fetch(`${HOME}page_engine.zip`).then((answer) => answer.arrayBuffer()),
    importCounted(`${HOME}pyodide.asm.js`), // which Pyodide would import next
  ]);
  const python = await loadPyodide({ indexURL: HOME, packages: needed });
  assertLoaded(python, needed);
  python.unpackArchive(engine, "zip");
  const session = python.pyimport("page_engine.run.reader_session");
  session.hear = (printed) => self.postMessage({ progress: { printed } });
  self.postMessage({ progress: { isReady: true } });
  return { python, session, packages: lock.packages };
}

/** Load what a block imports and is not there. */
async function loadImports(python, source, packages) {
  const imported = importedPackages(source, packages);
  const needed = withNeeds(imported, packages);
  const missing = needed.filter((name) => !loadedNames(python).includes(name));
  expect(imported.filter((name) => missing.includes(name)), sizeOf(missing, packages));
  await python.loadPackagesFromImports(source, QUIET);
  assertLoaded(python, needed);
  expect([], 0); // what Python itself may fetch is nobody's concern
}

/** Run a block in the names of its page or, in a fold, in a copy of them. */
function run(session, { source, name, page, fold, isEdited }) {
  if (page !== currentPage) session.start_page();
  currentPage = page;
  if (fold.isFirst) session.start_fold(fold.number);
  return session.run_block(source, name, fold.number, isEdited);
}

/** The packages whose modules are imported in some code; some imports may be overlooked. */
function importedPackages(code, packages) {
  const modules = [...code.matchAll(/^\s*(?:from|import)\s+([\w.]+)/gm)].map((match) => match[1]);
  return Object.keys(packages).filter((name) =>
    packages[name].imports.some((provided) => modules.some((module) => `${module}.`.startsWith(`${provided}.`))),
  );
}

/** Packages, and all that they need. */
function withNeeds(names, packages) {
  const needed = new Set(names);
  for (const name of needed) packages[name].depends.forEach((other) => needed.add(other));
  return [...needed];
}

const sizeOf = (names, packages) => names.reduce((sum, name) => sum + packages[name].size, 0);

/** The packages that are there, in small letters: Pillow spells itself otherwise. */
const loadedNames = (python) => Object.keys(python.loadedPackages).map((name) => name.toLowerCase());

/** Pyodide goes on without the packages that did not come; a reader would be told that there are none. */
function assertLoaded(python, names) {
  const missing = names.filter((name) => !loadedNames(python).includes(name));
  if (missing.length) throw new Error(`${missing.join(" and ")} did not come`);
}

/** From now on, count what comes for this. */
function expect(names, expected) {
  coming = { what: new Intl.ListFormat("en-GB").format(names), expected, loaded: 0 };
}

/** Tell how much has come. @param {number} bytes more */
function count(bytes) {
  coming.loaded += bytes;
  if (coming.expected) self.postMessage({ progress: coming });
}

/** Import a script, whose bytes only the browser's log of requests knows. */
async function importCounted(address) {
  await import(address);
  count(performance.getEntriesByName(address).at(-1)?.decodedBodySize ?? 0);
}

const plainFetch = self.fetch;
/** Fetch as ever, and count the bytes, whoever fetches. */
self.fetch = async (...request) => {
  const answer = await plainFetch(...request);
  const counter = new TransformStream({
    transform(chunk, stream) {
      count(chunk.byteLength);
      stream.enqueue(chunk);
    },
  });
  return answer.body ? new Response(answer.body.pipeThrough(counter), answer) : answer;
};
