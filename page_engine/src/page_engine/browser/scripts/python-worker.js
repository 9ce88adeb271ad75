// @ts-check
/** The worker in which Python runs. It is imported by a module made from a blob; see interpreter.js. */

const HOME = new URL("../../python/", import.meta.url).href;
const CORE_SIZE = 12_500_000; // bytes, nearly: what is loaded whatever a block imports

// A worker made from a file would not have the page's Content-Security-Policy, and Python can reach what is here.
Reflect.deleteProperty(self, "Worker");

/** Python with its session, once it has been asked for. @type {Promise<any> | undefined} */
let started;
let currentPage = 0;

self.onmessage = async ({ data: request }) => {
  let failure = "Python could not be loaded";
  try {
    const session = await load(request);
    self.postMessage({ progress: { begins: true } });
    failure = "Python broke down";
    self.postMessage({ result: JSON.parse(run(session, request)) });
  } catch (error) {
    self.postMessage({ failure: `${failure}: ${error.message}.` });
  }
};

/** Load Python, if it is not there, and what a block imports. */
async function load({ source, ahead }) {
  started ??= start(ahead.join("\n"));
  const { python, session, packages } = await started;
  await python.loadPackagesFromImports(source, { messageCallback: () => {} });
  assertLoaded(python, importedPackages(source, packages));
  return session;
}

/** Run a block in the names of its page or, in a fold, in a copy of them. */
function run(session, { source, name, page, fold }) {
  if (page !== currentPage) session.start_page();
  currentPage = page;
  if (fold.isFirst) session.start_fold(fold.number);
  return session.run_block(source, name, fold.number);
}

/** Load Python and, at the same time, what the code ahead imports. */
async function start(ahead) {
  const lock = await (await fetch(`${HOME}pyodide-lock.json`)).json();
  const packages = importedPackages(ahead, lock.packages);
  reportProgress(packages.reduce((sum, name) => sum + lock.packages[name].size, CORE_SIZE));
  const [{ loadPyodide }, engine] = await Promise.all([
    import(`${HOME}pyodide.mjs`),
    fetch(`${HOME}page_engine.zip`).then((answer) => answer.arrayBuffer()),
  ]);
  const python = await loadPyodide({ indexURL: HOME, packages });
  assertLoaded(python, packages);
  python.unpackArchive(engine, "zip");
  return { python, session: python.pyimport("page_engine.run.reader_session"), packages: lock.packages };
}

/** The packages whose modules are imported in some code, with all that they need; some imports may be overlooked. */
function importedPackages(code, packages) {
  const modules = [...code.matchAll(/^\s*(?:from|import)\s+([\w.]+)/gm)].map((match) => match[1]);
  const imported = Object.keys(packages).filter((name) =>
    packages[name].imports.some((provided) => modules.some((module) => `${module}.`.startsWith(`${provided}.`))),
  );
  const needed = new Set(imported);
  for (const name of needed) packages[name].depends.forEach((other) => needed.add(other));
  return [...needed];
}

/** Pyodide goes on without the packages that did not come; a reader would be told that there are none. */
function assertLoaded(python, names) {
  const loaded = Object.keys(python.loadedPackages).map((name) => name.toLowerCase()); // Pillow, as it spells itself
  const missing = names.filter((name) => !loaded.includes(name));
  if (missing.length) throw new Error(`${missing.join(" and ")} did not come`);
}

/** Post how much of the expected bytes has come, whatever fetches them. */
function reportProgress(expected) {
  const megabytes = Math.round(expected / 1e6);
  let loaded = 0;
  const plainFetch = self.fetch;
  self.fetch = async (...request) => {
    const answer = await plainFetch(...request);
    const counter = new TransformStream({
      transform(chunk, stream) {
        loaded += chunk.byteLength;
        self.postMessage({ progress: { share: Math.min(0.99, loaded / expected), megabytes } });
        stream.enqueue(chunk);
      },
    });
    return answer.body ? new Response(answer.body.pipeThrough(counter), answer) : answer;
  };
}
