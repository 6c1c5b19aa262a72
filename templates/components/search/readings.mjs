import { spans } from "./guess.mjs";
import { Rules } from "./words.mjs";

/**
 * @typedef {import("./guess.mjs").Reading} Reading
 * @typedef {import("./index.mjs").Index} Index
 * @typedef {import("./index.mjs").Load} Load
 */

/** Words after which one of the little words of its language is to be expected. */
const SENTENCE = 3;

/** How queries can be read: the rules of languages and their words for concepts, each loaded when it is needed. */
export class Readings {
  /** @param {Load} load */
  constructor(load) {
    this.load = load;
    this.common = load("words/common.json");
    /** @type {Map<string, Promise<Reading>>} */
    this.known = new Map();
  }

  /** @param {string} tag variants (`de-simple`) are read like their language */
  of(tag) {
    const language = tag.split("-")[0] ?? tag;
    let reading = this.known.get(language);
    if (!reading) {
      reading = this.read(language);
      this.known.set(language, reading);
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
   * How a query may be meant, the most likely first: in the reader's language unless many words are strange to it.
   *
   * @param {string} query
   * @param {string} reader the reader's language
   * @param {Index | undefined} index of that language
   * @returns {Promise<Reading[]>}
   */
  async ofQuery(query, reader, index) {
    const own = await this.of(reader);
    const candidates = await this.languagesOf(query);
    const isOwnScript = candidates.includes(own.language);
    const words = own.rules.words(query);
    const isStrange = (/** @type {string} */ word) => {
      const stem = own.rules.stem(word);
      return !own.rules.stop.has(word) && !own.concepts.has(stem) && !index?.has(stem);
    };
    const strange = words.filter(isStrange).length;
    const isOwn = words.some((word) => own.rules.stop.has(word)) || words.length < SENTENCE;
    if (isOwnScript && (!strange || (isOwn && strange <= words.length / 4))) return [own];
    const scored = (await Promise.all(candidates.map((language) => this.of(language)))).map((reading) => {
      const stop = reading.rules.words(query).filter((word) => reading.rules.stop.has(word)).length;
      const concepts = spans(reading, reading.rules.read(query)).length;
      return { reading, score: stop + 2 * concepts + (reading === own ? 0.5 : 0) };
    });
    scored.sort((one, two) => two.score - one.score);
    const best = scored.filter(({ score }, place) => score > 0 && place < 2).map(({ reading }) => reading);
    if (isOwnScript && !best.includes(own)) best.push(own);
    return best.length ? best : [own];
  }

  /**
   * The languages of the script that most letters of a query have.
   *
   * @param {string} query
   * @returns {Promise<string[]>}
   */
  async languagesOf(query) {
    /** @type {Record<string, string[]>} */
    const scripts = (await this.common).scripts;
    let most = 0;
    /** @type {string[]} */
    let found = [];
    for (const [script, languages] of Object.entries(scripts)) {
      const letters = script ? (query.match(new RegExp(`\\p{Script=${script}}`, "gu"))?.length ?? 0) : 0;
      if (letters > most) {
        most = letters;
        found = languages;
      }
    }
    return found;
  }
}
