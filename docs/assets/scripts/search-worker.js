// Stands before the theme's search worker, whose address follows the question mark in this one's:
// it fetches that worker and the documents when something is searched for, not with the page,
// hands it a question without the words that only ask, and puts in order what it finds.

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3; // the types of Material's messages

let setup; // what the page says of the index, the documents still missing
let query = "";
let sections; // that explain a word, by their words, once the documents are there
let isFetching = false;

const tell = postMessage;
self.postMessage = (message) => tell(message.type === RESULT ? ordered(message) : message); // as the theme's worker calls
addEventListener("message", answer);

function answer(event) {
  if (!event.isTrusted) return; // it is from here, for the theme's worker
  event.stopImmediatePropagation();
  const message = event.data;
  if (message.type === QUERY) {
    query = message.data;
    if (isFetching) return; // the last one counts
    if (query === "") tell({ type: RESULT, data: { items: [] } });
    else if (sections) ask();
    else handOver();
  } else if (!setup) {
    setup = message.data;
    tell({ type: READY });
  }
}

async function handOver() {
  isFetching = true;
  try {
    const response = await fetch(new URL("../../search/documents.json", location));
    const { docs } = await response.json();
    if (!self.inReadingOrder) importScripts(new URL("search-order.js", location));
    importScripts(new URL(location.search.slice(1), location));
    pass({ type: SETUP, data: { ...setup, docs } });
    await new Promise((resolve) => setTimeout(resolve)); // the theme's worker builds its index in between
    sections = sectionsByWord(docs);
    ask();
  } finally {
    isFetching = false; // after a failure the next letter tries again
  }
}

const pass = (message) => dispatchEvent(new MessageEvent("message", { data: message }));

function ask() {
  const word = wordAskedFor(query, sections);
  pass({ type: QUERY, data: word ? word.replaceAll("-", " ") : asSpelledHere(withoutAsking(query)) });
}

function ordered({ type, data }) {
  const leading = sections.get(wordAskedFor(query, sections)) ?? [];
  return { type, data: { ...data, items: inReadingOrder(data.items, leading) } };
}
