// What leads the results of the search: the section that explains the word that was asked for, then the chapters,
// and the reference last. It is no module, since the worker that loads it, which is the theme's, is none.

const ASKS_ONLY = new Set(
  ("a about all an and any are as at be between by can cannot did difference do does explain for from function " +
    "functions get has have how i if in is it its many mean meaning means much my neural not of on or should so some than that " +
    "the their them then there these this those to use used vs was we what when where which who why will with work " +
    "works would you your").split(" "), // in a course on neural networks, "neural" tells nothing apart
);
const LEADS = 1e9; // more than any score of the theme's

/** Return a question without the words that only ask, or as it is where it has no others. */
function withoutAsking(question) {
  const words = question.split(/\s+/).map((word) => word.replace(/[?!.,;:]+$/, ""));
  return words.filter((word) => word && !ASKS_ONLY.has(word.toLowerCase())).join(" ") || question;
}

/** Return a text in the spelling of the series, so that "optimizer" finds the optimiser. */
const asSpelledHere = (text) => text.replace(/([a-z]{2}[a-rt-z]i)z(?=[aei])/gi, "$1s");

/** Return the sections that explain each word, the first of each page, since what follows there only repeats. */
function sectionsByWord(documents) {
  const sections = new Map();
  const page = (location) => location.split("#")[0];
  for (const { location, words } of documents) {
    for (const word of words) {
      const known = sections.get(word) ?? [];
      if (!known.some((each) => page(each) === page(location))) sections.set(word, [...known, location]);
    }
  }
  return sections;
}

/** Return the one of many words, as they are named in addresses, that a question asks for, if it asks for one. */
function wordAskedFor(question, words) {
  for (const text of [question, withoutAsking(question)]) {
    const name = (asSpelledHere(text).toLowerCase().match(/[a-z0-9]+/g) ?? []).join("-");
    for (const each of [name, name.replace(/s$/, ""), name.replace(/ies$/, "y")]) if (words.has(each)) return each;
  }
}

/** Return how much a section counts: what is read comes before what is looked up, and what explains before what repeats. */
function weight(location) {
  if (/#(what-to-remember|try-it|what-comes-next)$/.test(location)) return 0.1;
  if (location.startsWith("series/")) return 1;
  return /^(labs|run-it-yourself)\//.test(location) ? 0.1 : 0.00001;
}

/** Return results, which are pages with their sections, in the order in which they help. */
function inReadingOrder(pages, leading) {
  const weighed = (section) => {
    const score = section.score * weight(section.location);
    return { ...section, score: leading.includes(section.location) ? LEADS + score : score };
  };
  const byScore = (one, other) => other.score - one.score;
  return pages.map((page) => page.map(weighed).sort(byScore)).sort(([one], [other]) => byScore(one, other));
}
