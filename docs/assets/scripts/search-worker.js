// Stands before the theme's search worker, whose address follows the question mark in this one's:
// it fetches that worker and the documents when something is searched for, not with the page.

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3; // the types of Material's messages

let setup; // what the page says of the index, the documents still missing
let query = "";
let isFetching = false;

addEventListener("message", answer);

function answer({ data: message }) {
  if (message.type === QUERY) {
    query = message.data;
    if (isFetching) return; // the last one counts
    if (query === "") postMessage({ type: RESULT, data: { items: [] } });
    else handOver();
  } else if (!setup) {
    setup = message.data;
    postMessage({ type: READY });
  }
}

async function handOver() {
  isFetching = true;
  try {
    const response = await fetch(new URL("../../search/documents.json", location));
    const { docs } = await response.json();
    importScripts(new URL(location.search.slice(1), location));
    dispatchEvent(new MessageEvent("message", { data: { type: SETUP, data: { ...setup, docs } } }));
    await new Promise((resolve) => setTimeout(resolve)); // the theme's worker builds its index in between
    removeEventListener("message", answer);
    dispatchEvent(new MessageEvent("message", { data: { type: QUERY, data: query } }));
  } finally {
    isFetching = false; // after a failure the next letter tries again
  }
}
