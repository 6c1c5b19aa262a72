/**
 * How the search reads words: the same rules, from the same tables, as intsite/search/rules.py, which explains them.
 *
 * @typedef {[least: number, endings: string][]} Steps
 * @typedef {{
 *   script?: string, stop?: string, fold?: string[][], prefixes?: Steps, steps?: Steps, joints?: string, short?: string, parts?: string, particles?: string,
 * }} Own rules of one language
 * @typedef {{ fold: string[][], letters: string, "same-as": string }} Common rules of all languages
 * @typedef {{ least: number, endings: Map<string, string>, longest: number }} Step
 */

const COMPOUND = 8;
const LONG = 4;
const SHORT = 3;

export class Rules {
  /**
   * @param {Common} common
   * @param {Own} own
   */
  constructor(common, own) {
    const same = [...common["same-as"]];
    this.letters = new Map([...common.letters].map((letter, place) => [letter, same[place] ?? ""]));
    this.folds = [...common.fold, ...(own.fold ?? [])].map(([pattern, instead]) => ({
      pattern: new RegExp(pattern ?? "", "gu"),
      instead: instead ?? "",
    }));
    this.prefixes = (own.prefixes ?? []).map(step);
    this.steps = (own.steps ?? []).map(step);
    this.stop = new Set(this.words(own.stop ?? ""));
    this.joints = own.joints === undefined ? [] : ["", ...listed(own.joints)];
    this.particles = new Set(this.words(own.particles ?? ""));
    this.parts = new Set(this.words(own.parts ?? "").map((word) => this.stem(word)));
    this.short = new Set(this.words(own.short ?? "").map((word) => this.stem(word)));
  }

  /** @param {string} text */
  words(text) {
    let plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
    plain = [...plain].map((letter) => this.letters.get(letter) ?? letter).join("");
    for (const { pattern, instead } of this.folds) plain = plain.replace(pattern, instead);
    return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  /** @param {string} word */
  stem(word) {
    for (const { least, endings, longest } of this.prefixes) {
      for (let length = Math.min(longest, word.length - least); length > 0; length--) {
        if (endings.has(word.slice(0, length))) {
          word = word.slice(length);
          break;
        }
      }
    }
    for (const { least, endings, longest } of this.steps) {
      for (let length = Math.min(longest, word.length - 1); length > 0; length--) {
        const instead = endings.get(word.slice(-length));
        if (instead !== undefined && word.length - length + instead.length >= least) {
          word = word.slice(0, -length) + instead;
          break;
        }
      }
    }
    return word;
  }

  /**
   * The stems of a text with the words they come from, without words that say nothing; of only such words, all.
   *
   * @param {string} text
   */
  read(text) {
    const words = this.words(text);
    const telling = words.filter((word) => !this.stop.has(word));
    return (telling.length ? telling : words).map((word) => ({ word, stem: this.stem(word) }));
  }

  /**
   * The stems that a compound is made of; empty for other words.
   *
   * @param {string} word
   * @param {(stem: string) => boolean} isKnown
   */
  split(word, isKnown) {
    if (!this.joints.length || word.length < COMPOUND) return [];
    /** @type {(string[] | undefined)[]} */
    const best = [];
    for (let start = word.length - SHORT; start >= 0; start--) {
      best[start] = this.rest(word, start, isKnown, best);
    }
    return best[0] && best[0].length > 1 ? best[0] : [];
  }

  /**
   * @param {string} word
   * @param {number} start
   * @param {(stem: string) => boolean} isKnown
   * @param {(string[] | undefined)[]} best parts from each later letter on
   * @returns {string[] | undefined}
   */
  rest(word, start, isKnown, best) {
    const last = this.stem(word.slice(start));
    if (start && this.isPart(word.slice(start), last, isKnown)) return [last];
    let found;
    for (let end = word.length - SHORT; end >= start + SHORT; end--) {
      const part = word.slice(start, end);
      if (!this.isPart(part, part, isKnown)) continue;
      for (const joint of this.joints) {
        const after = word.startsWith(joint, end) ? best[end + joint.length] : undefined;
        if (after && (!found || after.length + 1 < found.length)) found = [part, ...after];
      }
    }
    return found;
  }

  /**
   * @param {string} word
   * @param {string} stem
   * @param {(stem: string) => boolean} isKnown
   */
  isPart(word, stem, isKnown) {
    const isLong = stem.length >= LONG || this.short.has(stem);
    return (
      isLong && !this.stop.has(word) && !/^\p{N}+$/u.test(stem) && (isKnown(stem) || this.parts.has(stem))
    );
  }
}

/**
 * @param {[number, string]} row
 * @returns {Step}
 */
function step([least, text]) {
  const endings = new Map(
    listed(text).map((item) => {
      const [ending = "", instead = ""] = item.split(">");
      return [ending, instead];
    }),
  );
  return { least, endings, longest: Math.max(...[...endings.keys()].map((ending) => ending.length)) };
}

/** @param {string} text */
function listed(text) {
  return text.split(/\s+/u).filter(Boolean);
}
