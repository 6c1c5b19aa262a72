/**
 * What the words of a query may mean: concepts, verbs in two parts, words that are nearly the same.
 *
 * @typedef {import("./index.mjs").Index} Index
 * @typedef {import("./words.mjs").Rules} Rules
 * @typedef {{ language: string, rules: Rules, concepts: Map<string, number[]>, longest: number }} Reading
 * @typedef {{ word: string, stem: string }} Token
 * @typedef {{ concept: number, share: number }} Hint
 */

const MOST_HINTED = 8;
const MOST_SIMILAR = 5;
/** Letters that the beginning of an unknown word has at least. */
const SHORTEST = 5;

/**
 * Where words for concepts stand in a query; the longest phrase at each place.
 *
 * @param {Reading} reading
 * @param {Token[]} tokens
 */
export function spans({ concepts, longest }, tokens) {
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
 * The parts of a compound that has one letter too many, or two changed round.
 *
 * @param {string} word
 * @param {Rules} rules
 * @param {(stem: string) => boolean} isKnown
 */
export function mended(word, rules, isKnown) {
  for (let at = 0; at < word.length; at++) {
    const [before, here, next, after] = [
      word.slice(0, at),
      word[at] ?? "",
      word[at + 1] ?? "",
      word.slice(at + 2),
    ];
    for (const other of [before + next + here + after, before + next + after]) {
      const parts = rules.split(other, isKnown);
      if (parts.length) return parts;
    }
  }
  return [];
}

/**
 * The longest term that a word begins with.
 *
 * @param {string} word
 * @param {Index} index
 */
export function beginning(word, index) {
  for (let length = word.length - 1; length >= SHORTEST; length--) {
    if (index.has(word.slice(0, length))) return word.slice(0, length);
  }
  return undefined;
}

/**
 * Terms that differ from a word by one letter: more, less, another, or two changed round.
 *
 * @param {string} word
 * @param {string[]} terms
 */
export function similar(word, terms) {
  if (word.length < 5) return [];
  const most = word.length >= 9 ? 2 : 1;
  const near = terms.filter((term) => Math.abs(term.length - word.length) <= most);
  // People rarely get the first letter wrong, and looking at all terms takes twenty times as long.
  for (const some of [near.filter((term) => term[0] === word[0]), near]) {
    for (let edits = 1; edits <= most; edits++) {
      const found = some.filter((term) => distance(word, term, edits) <= edits);
      if (found.length) return found.slice(0, MOST_SIMILAR);
    }
  }
  return [];
}

/**
 * Edits between two words, counted up to `most` + 1.
 *
 * @param {string} one
 * @param {string} two
 * @param {number} most
 */
export function distance(one, two, most) {
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

/**
 * Verbs of which a part stands at the end: `melde … an` is `anmelden`.
 *
 * @param {Rules} rules
 * @param {string} query
 * @param {Token[]} tokens
 */
export function separated(rules, query, tokens) {
  const last = rules.words(query).at(-1) ?? "";
  return rules.particles.has(last) ? tokens.map(({ stem }) => last + stem) : [];
}

/**
 * Concepts that single words of a query hint at, because they are part of a phrase for them.
 *
 * @param {Reading} reading
 * @param {Token[]} tokens
 * @returns {Hint[]} the best first
 */
export function hinted({ concepts }, tokens) {
  const wanted = new Set(tokens.map(({ stem }) => stem));
  /** @type {Map<string, number>} */
  const commonness = new Map();
  const phrases = [...concepts].map(([phrase, numbers]) => ({ words: phrase.split(" "), numbers }));
  for (const { words } of phrases)
    for (const word of new Set(words)) commonness.set(word, (commonness.get(word) ?? 0) + 1);
  const weigh = (/** @type {string} */ word) => Math.log(1 + phrases.length / (commonness.get(word) ?? 1));
  /** @type {Map<number, number>} */
  const best = new Map();
  for (const { words, numbers } of phrases) {
    const known = words.filter((word) => wanted.has(word));
    if (!known.length) continue;
    const sum = (/** @type {string[]} */ list) => list.reduce((all, word) => all + weigh(word), 0);
    const share = sum(known) / sum(words);
    for (const number of numbers) best.set(number, Math.max(best.get(number) ?? 0, share));
  }
  return [...best]
    .sort(([, one], [, two]) => two - one)
    .slice(0, MOST_HINTED)
    .map(([concept, share]) => ({ concept, share }));
}
