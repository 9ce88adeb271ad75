// @ts-check
/** The worker in which Python runs. It is imported by a module made from a blob; see interpreter.js. */

const HOME = new URL("../../python/", import.meta.url).href;
const CORE_SIZE = 13_700_000; // bytes, nearly: what is loaded whatever a block imports

/** Python with its session, once it has been asked for. @type {Promise<any> | undefined} */
let started;
let page = 0;
let waiting = Promise.resolve();

self.onmessage = ({ data }) => {
  waiting = waiting.then(() => answer(data)).catch((error) => {
    self.postMessage({ failure: `Python could not be loaded: ${error.message}.` });
  });
};

/** Run a block and post what it did. */
async function answer(request) {
  started ??= start(request.ahead.join("\n"));
  const { python, session } = await started;
  await python.loadPackagesFromImports(request.source, { messageCallback: () => {} });
  if (request.page !== page) session.start_page();
  page = request.page;
  self.postMessage({ begins: true });
  self.postMessage({ result: JSON.parse(session.run_block(request.source, request.name)) });
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
