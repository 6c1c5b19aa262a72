/**
 * Excerpts and headings of a result, from the text of the page that Pagefind keeps.
 *
 * @typedef {import("./find.mjs").Hit} Hit
 * @typedef {{ content: string, anchors: { element: string, id: string, text: string, location: number }[] }} Fragment
 */

const SIGNATURE = "pagefind_dcd";
const LENGTH = 32;
const MOST_HEADINGS = 3;

/**
 * @param {Hit} hit
 * @param {URL} pagefind folder of Pagefind
 * @param {import("./find.mjs").Finder} finder
 */
export async function passages(hit, pagefind, finder) {
  const fragment = await text(fragmentOf(hit, pagefind));
  const words = fragment.content.split(/[\s\u200b]+/u).filter(Boolean);
  const isFound = await finder.recogniser(hit);
  const found = words.map(isFound);
  const start = best(found);
  return { excerpt: excerpt(words, found, start), headings: headings(fragment, found) };
}

/** Words in quotation marks have to stand in the text as they are. */
export const PHRASE = /["„“«»]([^"„“”«»]+)["“”«»]/u;
const MOST_READ = 50;

/**
 * The hits whose texts have the phrases of a query.
 *
 * @param {Hit[]} hits
 * @param {string} query
 * @param {{ pagefind: URL }} surroundings
 * @param {import("./find.mjs").Finder} finder
 */
export async function withPhrases(hits, query, { pagefind }, finder) {
  const phrases = [...query.matchAll(new RegExp(PHRASE, "gu"))].map(([, phrase = ""]) => phrase);
  if (!phrases.length) return hits;
  const kept = await Promise.all(
    hits.slice(0, MOST_READ).map(async (hit) => {
      const { rules } = await finder.readings.of(hit.language);
      const { content } = await text(fragmentOf(hit, pagefind));
      const words = ` ${rules.words(content).join(" ")} `;
      return phrases.every((phrase) => words.includes(` ${rules.words(phrase).join(" ")} `)) ? [hit] : [];
    }),
  );
  return kept.flat();
}

/**
 * @param {Hit} hit
 * @param {URL} pagefind
 */
function fragmentOf({ fragment }, pagefind) {
  return new URL(`fragment/${fragment}.pf_fragment`, pagefind);
}

/** @type {Map<string, Promise<Fragment>>} */
const texts = new Map();

/** @param {URL} url */
function text(url) {
  let wanted = texts.get(url.href);
  if (!wanted) {
    wanted = fetch(url).then(async (response) => {
      if (!response.ok || !response.body) throw new Error(`${url}: ${response.status}`);
      const plain = await new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).text();
      return JSON.parse(plain.slice(SIGNATURE.length));
    });
    texts.set(url.href, wanted);
  }
  return wanted;
}

/**
 * Where the passage with the most different words begins.
 *
 * @param {(string | undefined)[]} found
 */
function best(found) {
  let start = 0;
  let most = 0;
  for (let at = 0; at < found.length; at++) {
    if (found[at] === undefined) continue;
    const from = Math.max(0, at - 4);
    const different = new Set(found.slice(from, from + LENGTH).filter((term) => term !== undefined)).size;
    if (different > most) {
      most = different;
      start = from;
    }
  }
  return start;
}

/**
 * @param {string[]} words
 * @param {(string | undefined)[]} found
 * @param {number} start
 */
function excerpt(words, found, start) {
  /** @type {(Node | string)[]} */
  const pieces = start > 0 ? ["… "] : [];
  for (let at = start; at < Math.min(words.length, start + LENGTH); at++) {
    const word = words[at] ?? "";
    if (found[at] === undefined) pieces.push(`${word} `);
    else {
      const mark = document.createElement("mark");
      mark.textContent = word;
      pieces.push(mark, " ");
    }
  }
  if (start + LENGTH < words.length) pieces.push("…");
  return pieces;
}

/**
 * The headings under which most of what was looked for stands, in the order of the page.
 *
 * @param {Fragment} fragment
 * @param {(string | undefined)[]} found
 */
function headings({ anchors }, found) {
  const sections = anchors.filter(({ element, id }) => id && /^h[2-6]$/u.test(element));
  const counted = sections.map((section, place) => {
    const end = sections[place + 1]?.location ?? found.length;
    const terms = found.slice(section.location, end).filter((term) => term !== undefined);
    return { id: section.id, text: section.text, place, count: new Set(terms).size + terms.length / 100 };
  });
  return counted
    .filter(({ count }) => count > 0)
    .sort((one, two) => two.count - one.count)
    .slice(0, MOST_HEADINGS)
    .sort((one, two) => one.place - two.place);
}
