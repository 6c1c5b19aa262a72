/**
 * Answers queries: reads the words in the language they are in, looks for them, their parts, what else the same thing is called,
 * and what was probably meant, and puts the pages in order. Works without a page, so that tests and measurements can use it.
 */

import { Index } from "./index.mjs";
import { Rules } from "./words.mjs";

/**
 * @typedef {import("./index.mjs").Load} Load
 * @typedef {{ language: string, rules: Rules, concepts: Map<string, number[]>, longest: number }} Reading
 * @typedef {{ word: string, stem: string }} Token
 * @typedef {import("./index.mjs").Facet} Facet
 * @typedef {{
 *   language: string, path: string, title: string, kind: string, facets: Facet[], fragment: string, score: number, terms: Set<string>,
 * }} Hit
 * @typedef {{ term: string, weight: number }} Part
 */

const WEIGHTS = {
  part: 0.4,
  partOfUnknown: 0.8,
  prefix: 0.5,
  typo: 0.7,
  synonym: 0.35,
  bridge: 1,
};
const MOST_PREFIXES = 24;
const NEAR = 3;
const MOST_NEAR = 6;

export class Finder {
  /**
   * @param {string[]} languages of the reader, then those that stand in for it
   * @param {Load} load
   */
  constructor(languages, load) {
    this.languages = languages;
    this.load = load;
    /** @type {Map<string, Promise<Index | undefined>>} */
    this.indexes = new Map();
    /** @type {Map<string, Promise<Reading>>} */
    this.readings = new Map();
    this.common = load("words/common.json");
  }

  /** @param {string} language */
  index(language) {
    let index = this.indexes.get(language);
    if (!index) {
      index = this.load(`${language}/index.json`).then(
        (written) => new Index(language, written, this.load),
        () => undefined,
      );
      this.indexes.set(language, index);
    }
    return index;
  }

  /**
   * How to read a language.
   *
   * @param {string} tag
   */
  reading(tag) {
    const language = tag.split("-")[0] ?? tag;
    let reading = this.readings.get(language);
    if (!reading) {
      reading = this.read(language);
      this.readings.set(language, reading);
    }
    return reading;
  }

  /**
   * @param {string} language
   * @returns {Promise<Reading>}
   */
  async read(language) {
    const [common, own] = await Promise.all([
      this.common,
      this.load(`words/${language}.json`).catch(() => ({})),
    ]);
    /** @type {[string, number[]][]} */
    const named = Object.entries(own.concepts ?? {});
    const longest = Math.max(1, ...named.map(([stems]) => stems.split(" ").length));
    return { language, rules: new Rules(common, own), concepts: new Map(named), longest };
  }

  /**
   * The languages that a query may be in, the best first.
   *
   * @param {string} query
   * @param {Index | undefined} index
   * @returns {Promise<Reading[]>}
   */
  async languagesOf(query, index) {
    const own = await this.reading(/** @type {string} */ (this.languages[0]));
    /** @type {Record<string, string[]>} */
    const scripts = (await this.common).scripts;
    const script =
      Object.keys(scripts).find((name) => name && new RegExp(`\\p{Script=${name}}`, "u").test(query)) ?? "";
    const candidates = scripts[script] ?? [];
    const isOwnScript = candidates.includes(own.language);
    const words = own.rules.words(query);
    const strange = words.filter(
      (word) =>
        !own.rules.stop.has(word) &&
        !index?.has(own.rules.stem(word)) &&
        !own.concepts.has(own.rules.stem(word)),
    );
    if (isOwnScript && strange.length <= words.length / 4) return [own];
    const others = await Promise.all(candidates.map((language) => this.reading(language)));
    const known = (/** @type {Reading} */ reading) => {
      const read = reading.rules.words(query);
      const stop = read.filter((word) => reading.rules.stop.has(word)).length;
      return stop + 2 * spans(reading, reading.rules.read(query)).length + (reading === own ? 0.5 : 0);
    };
    const scored = others
      .map((reading) => ({ reading, score: known(reading) }))
      .sort((one, two) => two.score - one.score);
    const best = scored.filter(({ score }, place) => score > 0 && place < 2).map(({ reading }) => reading);
    if (isOwnScript && !best.includes(own)) best.push(own);
    return best.length ? best : [own];
  }

  /**
   * The pages that answer a query, the best first, those in the reader's language before others.
   *
   * @param {string} query
   * @returns {Promise<Hit[]>}
   */
  async find(query) {
    const first = await this.index(/** @type {string} */ (this.languages[0]));
    const readings = await this.languagesOf(query, first);
    const seen = new Set();
    /** @type {Hit[]} */
    const hits = [];
    for (const language of this.languages) {
      const index = await this.index(language);
      if (!index) continue;
      const found = await this.among(index, query, readings);
      hits.push(...found.filter((hit) => !seen.has(hit.path)));
      for (const document of index.documents) seen.add(document[0]);
    }
    return hits;
  }

  /**
   * @param {Index} index
   * @param {string} query
   * @param {Reading[]} readings
   * @returns {Promise<Hit[]>}
   */
  async among(index, query, readings) {
    const host = await this.reading(index.language);
    const labels = await this.names();
    const scores = new Float64Array(index.documents.length);
    const matched = new Float64Array(index.documents.length);
    /** @type {Map<number, Set<string>>} */
    const terms = new Map();
    const groups = [];
    for (const [place, reading] of readings.entries()) {
      groups.push(...this.groups(index, host, reading, query, place > 0));
    }
    let total = 0;
    for (const group of groups) {
      /** @type {Map<number, number>} */
      const best = new Map();
      let mass = 0;
      for (const { term, weight } of group) {
        const postings = await index.postings(term);
        if (!postings) continue;
        mass = Math.max(mass, weight * postings.idf);
        for (const [place, document] of postings.documents.entries()) {
          const score = weight * postings.idf * /** @type {number} */ (postings.impacts[place]);
          best.set(document, (best.get(document) ?? 0) + score);
          const own = terms.get(document) ?? new Set();
          own.add(term);
          terms.set(document, own);
        }
      }
      total += mass;
      for (const [document, score] of best) {
        scores[document] = /** @type {number} */ (scores[document]) + score;
        matched[document] = /** @type {number} */ (matched[document]) + mass;
      }
    }
    const order = [...scores.keys()].filter((document) => (scores[document] ?? 0) > 0);
    const value = (/** @type {number} */ document) => scores[document] ?? 0;
    order.sort((one, two) => value(two) - value(one) || one - two);
    return order.map((document) => {
      const [path, title, facets, fragment] = /** @type {import("./index.mjs").Row} */ (
        index.documents[document]
      );
      return {
        language: index.language,
        path,
        title,
        kind: labels.get(`kind ${path.split("/")[0]}`) ?? "",
        facets: facets.map((facet) => {
          const [name, id, words] = /** @type {Facet} */ (index.facets[facet]);
          return [name, id, labels.get(`${name} ${id}`) ?? words];
        }),
        fragment,
        score: value(document),
        terms: terms.get(document) ?? new Set(),
      };
    });
  }

  /**
   * What kinds and facets are called in the reader's language, by `kind offices` and `language ar`.
   *
   * @returns {Promise<Map<string, string>>}
   */
  async names() {
    const index = await this.index(/** @type {string} */ (this.languages[0]));
    return new Map([
      ...Object.entries(index?.kinds ?? {}).map(
        ([kind, words]) => /** @type {[string, string]} */ ([`kind ${kind}`, words]),
      ),
      ...(index?.facets ?? []).map(
        ([name, id, words]) => /** @type {[string, string]} */ ([`${name} ${id}`, words]),
      ),
    ]);
  }

  /**
   * Words of titles that are nearest to those of a query that found nothing.
   *
   * @param {string} query
   * @returns {Promise<string[]>}
   */
  async near(query) {
    const index = await this.index(/** @type {string} */ (this.languages[0]));
    const { rules } = await this.reading(/** @type {string} */ (this.languages[0]));
    const titles = index?.documents.flatMap(([, title]) => title.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) ?? [];
    const wanted = rules.read(query).map(({ word }) => word);
    const known = [...new Set(titles)].map((title) => ({ title, word: rules.words(title).join("") }));
    const rated = known.map(({ title, word }) => ({
      title,
      edits: Math.min(...wanted.map((one) => distance(one, word, NEAR) + (word[0] === one[0] ? 0 : 1))),
      length: word.length,
    }));
    const near = rated.filter(({ edits, length }) => edits <= Math.min(NEAR, length / 3));
    return near
      .sort((one, two) => one.edits - two.edits)
      .slice(0, MOST_NEAR)
      .map(({ title }) => title);
  }

  /**
   * Tells which of the found terms a word of a page is.
   *
   * @param {Hit} hit
   * @returns {Promise<(word: string) => string | undefined>}
   */
  async recogniser({ language, terms }) {
    const { rules, concepts } = await this.reading(language);
    const parts = [...terms].filter((term) => term.length >= 4 && !term.startsWith("#"));
    return (word) => {
      for (const one of rules.words(word)) {
        const stem = rules.stem(one);
        if (terms.has(stem)) return stem;
        const concept = rules.stop.has(one)
          ? undefined
          : concepts.get(stem)?.find((number) => terms.has(`#${number}`));
        if (concept !== undefined) return `#${concept}`;
        const part = rules.joints.length ? parts.find((term) => one.includes(term)) : undefined;
        if (part) return part;
      }
      return undefined;
    };
  }

  /**
   * Load the whole index of the reader's language where it has no more than so many parts.
   *
   * @param {number} most
   */
  async warm(most) {
    const index = await this.index(/** @type {string} */ (this.languages[0]));
    if (index && index.shards.length <= most) await index.all();
  }

  /**
   * What to look for in an index: for each word of the query its terms with weights.
   *
   * @param {Index} index
   * @param {Reading} host how the index reads
   * @param {Reading} reading how the query reads
   * @param {string} query
   * @param {boolean} isSecond whether the query has been read in another language before
   * @returns {Part[][]}
   */
  groups(index, host, reading, query, isSecond) {
    const tokens = reading.rules.read(query);
    const found = spans(reading, tokens);
    const isForeign = host.language !== reading.language;
    const bridged = new Set(found.flatMap(({ start, end }) => tokens.slice(start, end)));
    const groups = found.map(({ concepts }) =>
      concepts.map((concept) => ({
        term: `#${concept}`,
        weight: isForeign ? WEIGHTS.bridge : WEIGHTS.synonym,
      })),
    );
    for (const token of tokens) {
      const parts = this.parts(index, host, token, bridged.has(token), isSecond);
      if (parts.length) groups.push(parts);
    }
    return groups;
  }

  /**
   * @param {Index} index
   * @param {Reading} host
   * @param {Token} token
   * @param {boolean} isBridged whether the word stands for a concept
   * @param {boolean} isSecond
   * @returns {Part[]}
   */
  parts(index, host, { word, stem }, isBridged, isSecond) {
    const stems = [...new Set([stem, host.rules.stem(word)])].filter((one) => index.has(one));
    const parts = host.rules
      .split(word, (one) => index.has(one) || host.concepts.has(one))
      .filter((one) => !stems.includes(one));
    if (stems.length || parts.length) {
      const weight = stems.length ? WEIGHTS.part : WEIGHTS.partOfUnknown;
      return [
        ...stems.map((term) => ({ term, weight: 1 })),
        ...parts.flatMap((term) => [
          { term, weight },
          ...(host.concepts.get(term) ?? []).map((concept) => ({
            term: `#${concept}`,
            weight: weight * WEIGHTS.synonym,
          })),
        ]),
      ];
    }
    if (isBridged || isSecond) return [];
    const longer = word.length >= 3 ? index.beginning(stem, MOST_PREFIXES) : [];
    if (longer.length) {
      return longer.map((term) => ({ term, weight: (WEIGHTS.prefix * stem.length) / term.length }));
    }
    return similar(stem, index.terms).map((term) => ({ term, weight: WEIGHTS.typo }));
  }
}

/**
 * Where words for concepts stand in a query; the longest phrase at each place.
 *
 * @param {Reading} reading
 * @param {Token[]} tokens
 */
function spans({ concepts, longest }, tokens) {
  const found = [];
  for (let start = 0; start < tokens.length; start++) {
    for (let end = Math.min(tokens.length, start + longest); end > start; end--) {
      const stems = tokens.slice(start, end).map(({ stem }) => stem);
      const meant = concepts.get(stems.join(" "));
      if (meant) {
        found.push({ start, end, concepts: meant });
        break;
      }
    }
  }
  return found;
}

/**
 * Terms that differ from a word by one letter: more, less, another, or two changed round.
 *
 * @param {string} word
 * @param {string[]} terms
 */
export function similar(word, terms) {
  if (word.length < 5) return [];
  const most = word.length >= 10 ? 2 : 1;
  const found = terms.filter(
    (term) => Math.abs(term.length - word.length) <= most && distance(word, term, most) <= most,
  );
  const near = found.filter((term) => distance(word, term, 1) <= 1);
  const best = near.length ? near : found;
  const sameStart = best.filter((term) => term[0] === word[0]);
  return (sameStart.length ? sameStart : best).slice(0, 5);
}

/**
 * Edits between two words, counted up to `most` + 1.
 *
 * @param {string} one
 * @param {string} two
 * @param {number} most
 */
function distance(one, two, most) {
  let before = /** @type {number[]} */ ([]);
  let row = Array.from({ length: two.length + 1 }, (_, place) => place);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= two.length; to++) {
      const same = one[at - 1] === two[to - 1];
      let least = Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + (same ? 0 : 1));
      if (at > 1 && to > 1 && one[at - 1] === two[to - 2] && one[at - 2] === two[to - 1]) {
        least = Math.min(least, (before[to - 2] ?? 0) + 1);
      }
      next.push(least);
    }
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return row[two.length] ?? most + 1;
}
