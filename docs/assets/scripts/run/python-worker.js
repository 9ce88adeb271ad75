// @ts-check
/** The worker in which Python runs. It is imported by a module made from a blob; see interpreter.js. */

const HOME = new URL("../../python/", import.meta.url).href;
const CORE_SIZE = 12_500_000; // bytes, nearly: what is loaded whatever a block imports

/** Python with its session, once it has been asked for. @type {Promise<any> | undefined} */
let started;
let currentPage = 0;

self.onmessage = async ({ data: request }) => {
  let failure = "Python could not be loaded";
  try {
    const session = await load(request);
    self.postMessage({ begins: true });
    failure = "Python broke down";
    self.postMessage({ result: JSON.parse(run(session, request)) });
  } catch (error) {
    self.postMessage({ failure: `${failure}: ${error.message}.` });
  }
};

/** Load Python, if it is not there, and what a block imports. */
async function load({ source, ahead }) {
  started ??= start(ahead.join("\n"));
  const { python, session } = await started;
  await python.loadPackagesFromImports(source, { messageCallback: () => {} });
  return session;
}

/** Run a block in the names of its page. */
function run(session, { source, name, page }) {
  if (page !== currentPage) session.start_page();
  currentPage = page;
  return session.run_block(source, name);
}

/** Load Python and, at the same time, what the code ahead imports. */
async function start(ahead) {
  const lock = await (await fetch(`${HOME}pyodide-lock.json`)).json();
  const packages = importedPackages(ahead, lock.packages);
  reportProgress(CORE_SIZE + totalSize(packages, lock.packages));
  const [{ loadPyodide }, engine] = await Promise.all([
    import(`${HOME}pyodide.mjs`),
    fetch(`${HOME}page_engine.zip`).then((answer) => answer.arrayBuffer()),
  ]);
  const python = await loadPyodide({ indexURL: HOME, packages });
  python.unpackArchive(engine, "zip");
  return { python, session: python.pyimport("page_engine.reader_session") };
}

/** The packages whose modules are imported in some code; what this overlooks is loaded before its block runs. */
function importedPackages(code, packages) {
  const modules = [...code.matchAll(/^\s*(?:from|import)\s+([\w.]+)/gm)].map((match) => match[1]);
  return Object.keys(packages).filter((name) =>
    packages[name].imports.some((provided) => modules.some((module) => `${module}.`.startsWith(`${provided}.`))),
  );
}

/** How many bytes packages have with all that they depend on. */
function totalSize(names, packages) {
  const needed = new Set(names);
  for (const name of needed) packages[name].depends.forEach((other) => needed.add(other));
  return [...needed].reduce((sum, name) => sum + packages[name].size, 0);
}

/** Post how much of the expected bytes has come, whatever fetches them. */
function reportProgress(expected) {
  let loaded = 0;
  const plainFetch = self.fetch;
  self.fetch = async (...request) => {
    const answer = await plainFetch(...request);
    const counter = new TransformStream({
      transform(chunk, stream) {
        loaded += chunk.byteLength;
        self.postMessage({ loaded: Math.min(0.99, loaded / expected) });
        stream.enqueue(chunk);
      },
    });
    return answer.body ? new Response(answer.body.pipeThrough(counter), answer) : answer;
  };
}
