/**
 * Answers queries: reads the words in the language they are in, looks for them, their parts, what else the same thing is called,
 * and what was probably meant, and puts the pages in order. Works without a page, so that tests and measurements can use it.
 */

import { beginning, distance, hinted, mended, separated, similar, spans } from "./guess.mjs";
import { Index } from "./index.mjs";
import { Readings } from "./readings.mjs";

/**
 * @typedef {import("./guess.mjs").Reading} Reading
 * @typedef {import("./guess.mjs").Token} Token
 * @typedef {import("./index.mjs").Facet} Facet
 * @typedef {import("./index.mjs").Load} Load
 * @typedef {import("./index.mjs").Row} Row
 * @typedef {{
 *   language: string, path: string, title: string, kind: string, facets: Facet[], fragment: string, score: number,
 *   isWeak: boolean, terms: Set<string>,
 * }} Hit `terms` are those of the query that the page has
 * @typedef {[words: string, language: string]} Words with their language where it is not the reader's
 * @typedef {[term: Words, explanation: Words, path: string]} Meaning
 * @typedef {{ term: string, weight: number }} Part
 */

/** What counts how much beside a word of the query that stands in a text as it is. */
const WEIGHTS = {
  part: 0.25,
  partOfUnknown: 0.8,
  prefix: 0.5,
  typo: 0.7,
  beginning: 0.5,
  synonym: 0.5,
  bridge: 1,
  hint: 0.6,
  /** More for a page whose whole title is named. */
  title: 0.2,
};
/** Hits below this part of the best one come after all others. */
const WEAK = 0.6;
/** The reader's language is in doubt when its best hit is below this part of the best of all. */
const DOUBT = 0.6;
const MOST_PREFIXES = 24;
/** Hits whose titles are compared with the query. */
const MOST_TITLES = 50;
const NEAR = 3;
const MOST_NEAR = 6;

export class Finder {
  /**
   * @param {string[]} languages of the reader, then those that stand in for it
   * @param {Load} load
   */
  constructor(languages, load) {
    this.languages = languages;
    this.reader = languages[0] ?? "";
    this.load = load;
    /** @type {Map<string, Promise<Index | undefined>>} */
    this.indexes = new Map();
    this.readings = new Readings(load);
    /** @type {Promise<Record<number, Meaning>> | undefined} */
    this.explained = undefined;
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
   * The pages that answer a query, the best first, those in the reader's language before others.
   *
   * @param {string} query
   * @param {(hits: Hit[]) => void} [early] is given the best hits in the reader's language before others are looked for
   * @returns {Promise<Hit[]>}
   */
  async find(query, early) {
    const first = await this.index(this.reader);
    const readings = await this.readings.ofQuery(query, this.reader, first);
    const seen = new Set();
    /** @type {Hit[]} */
    const hits = [];
    for (const language of this.languages) {
      const index = await this.index(language);
      if (!index) continue;
      const found = await this.among(index, query, readings);
      hits.push(...found.filter((hit) => !seen.has(hit.path)));
      for (const [path] of index.documents) seen.add(path);
      if (language === this.reader && hits[0]) {
        const least = WEAK * hits[0].score;
        early?.(hits.filter(({ score }) => score >= least));
      }
    }
    const best = Math.max(...hits.map(({ score }) => score));
    const own = Math.max(...hits.map(({ language, score }) => (language === this.reader ? score : 0)));
    for (const hit of hits) {
      const measure = hit.language === this.reader && own > DOUBT * best ? own : best;
      hit.isWeak = hit.score < WEAK * measure;
    }
    return hits.sort((one, two) => Number(one.isWeak) - Number(two.isWeak));
  }

  /**
   * @param {Index} index
   * @param {string} query
   * @param {Reading[]} readings
   * @returns {Promise<Hit[]>}
   */
  async among(index, query, readings) {
    const host = await this.readings.of(index.language);
    const labels = await this.names();
    const scores = new Float64Array(index.documents.length);
    /** @type {Map<number, Set<string>>} */
    const terms = new Map();
    /** @type {Map<string, number>} */
    const weights = new Map();
    for (const [place, reading] of readings.entries()) {
      for (const { term, weight } of this.wanted(index, host, reading, query, place > 0)) {
        weights.set(term, Math.max(weight, weights.get(term) ?? 0));
      }
    }
    const parts = [...weights];
    const found = await Promise.all(parts.map(([term]) => index.postings(term)));
    for (const [place, [term, weight]] of parts.entries()) {
      const { documents, impacts, idf } = found[place] ?? { documents: [], impacts: [], idf: 0 };
      for (const [at, document] of documents.entries()) {
        scores[document] = (scores[document] ?? 0) + weight * idf * (impacts[at] ?? 0);
        terms.set(document, (terms.get(document) ?? new Set()).add(term));
      }
    }
    const value = (/** @type {number} */ document) => scores[document] ?? 0;
    const order = [...scores.keys()].filter((document) => value(document) > 0);
    const sort = () => order.sort((one, two) => value(two) - value(one) || one - two);
    sort();
    for (const document of order.slice(0, MOST_TITLES)) {
      const had = terms.get(document) ?? new Set();
      const title = host.rules.read(/** @type {Row} */ (index.documents[document])[1]);
      const named = title.filter(
        ({ stem }) => had.has(stem) || host.concepts.get(stem)?.some((concept) => had.has(`#${concept}`)),
      );
      scores[document] = value(document) * (1 + (WEIGHTS.title * named.length) / Math.max(1, title.length));
    }
    sort();
    return order.map((document) => {
      const [path, title, facets, fragment] = /** @type {Row} */ (index.documents[document]);
      return {
        language: index.language,
        path,
        title,
        kind: labels.get(`kind ${path.split("/")[0]}`)?.[0] ?? "",
        facets: facets.map((facet) => {
          const [name, id, words, language] = /** @type {Facet} */ (index.facets[facet]);
          return [name, id, ...(labels.get(`${name} ${id}`) ?? [words, language || index.language])];
        }),
        fragment,
        score: value(document),
        isWeak: false,
        terms: terms.get(document) ?? new Set(),
      };
    });
  }

  /**
   * What kinds and facets are called for the reader, by `kind offices` and `language ar`.
   *
   * @returns {Promise<Map<string, Words>>}
   */
  async names() {
    const index = await this.index(this.reader);
    return new Map([
      ...Object.entries(index?.kinds ?? {}).map(
        ([kind, words]) => /** @type {[string, Words]} */ ([`kind ${kind}`, [words, ""]]),
      ),
      ...(index?.facets ?? []).map(
        ([name, id, ...label]) => /** @type {[string, Words]} */ ([`${name} ${id}`, label]),
      ),
    ]);
  }

  /**
   * What the glossary says of a query that asks for one thing and no more: `Was ist ein Aufenthaltstitel?`
   *
   * @param {string} query
   * @returns {Promise<Meaning[]>}
   */
  async meanings(query) {
    const readings = await this.readings.ofQuery(query, this.reader, await this.index(this.reader));
    const meant = readings.flatMap((reading) => {
      const tokens = reading.rules.read(query);
      const [first] = spans(reading, tokens);
      return first && first.end - first.start === tokens.length ? first.concepts : [];
    });
    if (!meant.length) return [];
    const known = await this.glossary();
    return [...new Set(meant)].flatMap((concept) => (known[concept] ? [known[concept]] : []));
  }

  /** @returns {Promise<Record<number, Meaning>>} by number of the concept */
  glossary() {
    this.explained ??= this.load(`${this.reader}/meanings.json`).catch(() => ({}));
    return this.explained;
  }

  /**
   * Words of titles that are nearest to those of a query that found nothing.
   *
   * @param {string} query
   * @returns {Promise<string[]>}
   */
  async near(query) {
    const index = await this.index(this.reader);
    const { rules } = await this.readings.of(this.reader);
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
    const { rules, concepts } = await this.readings.of(language);
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
    const index = await this.index(this.reader);
    await this.readings.of(this.reader);
    if (index && index.shards.length <= most) await index.all();
    await this.glossary();
  }

  /**
   * What to look for in an index: for each word of the query its terms with weights.
   *
   * @param {Index} index
   * @param {Reading} host how the index reads
   * @param {Reading} reading how the query reads
   * @param {string} query
   * @param {boolean} isSecond whether the query has been read in another language before
   * @returns {Part[]}
   */
  wanted(index, host, reading, query, isSecond) {
    const tokens = reading.rules.read(query);
    const found = spans(reading, tokens);
    const isForeign = host.language !== reading.language;
    const bridged = new Set(found.flatMap(({ start, end }) => tokens.slice(start, end)));
    const rest = tokens.filter((token) => !bridged.has(token));
    return [
      // A phrase counts as much as its words do.
      ...found.flatMap(({ start, end, concepts }) =>
        concepts.map((concept) =>
          part(concept, (end - start) * (isForeign ? WEIGHTS.bridge : WEIGHTS.synonym)),
        ),
      ),
      ...(isForeign ? hinted(reading, rest) : []).map(({ concept, share }) =>
        part(concept, WEIGHTS.hint * share),
      ),
      ...separated(reading.rules, query, tokens).map((term) => ({ term, weight: 1 })),
      ...tokens.flatMap((token) => this.parts(index, host, token, bridged.has(token), isSecond)),
    ];
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
          ...(host.concepts.get(term) ?? []).map((concept) => part(concept, weight * WEIGHTS.synonym)),
        ]),
      ];
    }
    if (isBridged || isSecond) return [];
    const longer = word.length >= 3 ? index.beginning(stem, MOST_PREFIXES) : [];
    if (longer.length) {
      return longer.map((term) => ({ term, weight: (WEIGHTS.prefix * stem.length) / term.length }));
    }
    const meant = similar(stem, index.terms);
    if (meant.length) return meant.map((term) => ({ term, weight: WEIGHTS.typo }));
    const mending = mended(word, host.rules, (one) => index.has(one));
    if (mending.length) return mending.map((term) => ({ term, weight: WEIGHTS.typo }));
    const known = beginning(stem, index);
    return known ? [{ term: known, weight: WEIGHTS.beginning }] : [];
  }
}

/**
 * @param {number} concept
 * @param {number} weight
 * @returns {Part}
 */
function part(concept, weight) {
  return { term: `#${concept}`, weight };
}
