/**
 * The index of one language, as intsite/search/files.py writes it: terms and documents at once, the rest when needed.
 *
 * @typedef {[name: string, id: string, words: string, language: string]} Facet such as `language`, `ar`, `Arabic` and the
 *   language of the words where it is not the index's
 * @typedef {[path: string, title: string, facets: number[], fragment: string]} Row
 * @typedef {{
 *   terms: string, shards: [start: number, name: string][], kinds: Record<string, string>, facets: Facet[], pages: number, documents: Row[],
 * }} Written
 * @typedef {{ documents: number[], impacts: number[], idf: number }} Postings
 * @typedef {(path: string) => Promise<any>} Load loads a JSON file of the index
 */

const STEPS = 32;
/** Parts asked for side by side: lines with long delays stay busy, and a query waits for few. */
const AT_ONCE = 4;

export class Index {
  /**
   * @param {string} language
   * @param {Written} written
   * @param {Load} load
   */
  constructor(language, written, load) {
    this.language = language;
    this.load = load;
    this.terms = decoded(written.terms);
    this.numbers = new Map(this.terms.map((term, number) => [term, number]));
    this.shards = written.shards;
    this.kinds = written.kinds;
    this.facets = written.facets;
    this.documents = written.documents;
    this.pages = written.pages;
    /** @type {Map<string, Promise<number[][]>>} */
    this.loaded = new Map();
  }

  /** @param {string} term */
  has(term) {
    return this.numbers.has(term);
  }

  /**
   * The terms that begin like this, without it.
   *
   * @param {string} start
   * @param {number} most
   */
  beginning(start, most) {
    let low = 0;
    let high = this.terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (/** @type {string} */ (this.terms[middle]) < start) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (let at = low; this.terms[at]?.startsWith(start) && found.length < most; at++) {
      if (this.terms[at] !== start) found.push(/** @type {string} */ (this.terms[at]));
    }
    return found;
  }

  /**
   * Where a term stands.
   *
   * @param {string} term
   * @returns {Promise<Postings | undefined>}
   */
  async postings(term) {
    const number = this.numbers.get(term);
    if (number === undefined) return undefined;
    let shard = this.shards.length - 1;
    while (shard > 0 && /** @type {[number, string]} */ (this.shards[shard])[0] > number) shard--;
    const [start, name] = /** @type {[number, string]} */ (this.shards[shard]);
    const row = (await this.shard(name))[number - start] ?? [];
    const documents = [];
    const impacts = [];
    let document = 0;
    for (const written of row) {
      document += Math.floor(written / STEPS);
      documents.push(document);
      impacts.push((written % STEPS) / (STEPS - 1));
    }
    const count = documents.length;
    const idf = Math.log(1 + (this.pages - count + 0.5) / (count + 0.5));
    return { documents, impacts, idf };
  }

  /** @param {string} name */
  shard(name) {
    let rows = this.loaded.get(name);
    if (!rows) {
      rows = this.load(`${this.language}/${name}.json`);
      this.loaded.set(name, rows);
    }
    return rows;
  }

  /** Load everything, so that the next words are found at once. */
  async all() {
    const rest = this.shards.map(([, name]) => name);
    while (rest.length) await Promise.all(rest.splice(0, AT_ONCE).map((name) => this.shard(name)));
  }
}

/** @param {string} coded each term as a capital, for the letters it shares with the one before, and the others */
function decoded(coded) {
  let before = "";
  return [...coded.matchAll(/([A-Z])([^A-Z]*)/gu)].map(([, shared = "A", rest = ""]) => {
    before = before.slice(0, shared.charCodeAt(0) - 65) + rest;
    return before;
  });
}
