import { Finder } from "./find.mjs";
import { PHRASE, withPhrases } from "./passages.mjs";
import { choices, explained, marked, numbers, result } from "./results.mjs";

/**
 * @typedef {import("./find.mjs").Hit} Hit
 * @typedef {{ url: string, meta: Record<string, string> }} Page
 * @typedef {{
 *   search: (words: string) => Promise<{ results: { data: () => Promise<Page> }[] }>, init: () => Promise<void>,
 * }} Pagefind
 */

const AT_ONCE = 10;
const PAUSE = 60;
const SMALL = 16;
const FACETS = ["kind", "theme", "municipality", "language"];

/**
 * The search page: shows what is found for the words in the address, and as they are typed.
 *
 * @param {HTMLElement} root where results appear; its data attributes hold every text in the page's language
 */
export default async function search(root) {
  const texts = root.dataset;
  /** @type {[tag: string, name: string, direction: string][]} */
  const languages = JSON.parse(texts.languages ?? "[]");
  const pagefind = new URL(texts.pagefind ?? "", document.baseURI);
  const finder = new Finder(
    languages.map(([tag]) => tag),
    async (path) => {
      const response = await fetch(new URL(`search/${path}`, pagefind));
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.json();
    },
  );
  const status = /** @type {HTMLElement} */ (root.querySelector("[role=status]"));
  const list = /** @type {HTMLElement} */ (root.querySelector("[data-search-results]"));
  const meanings = /** @type {HTMLElement} */ (root.querySelector("aside"));
  const facets = /** @type {HTMLElement} */ (root.querySelector("[data-search-narrow]"));
  const selects = [...root.querySelectorAll("select")];
  const inputs = [...document.querySelectorAll("input[name=q]")].filter(
    (one) => one instanceof HTMLInputElement,
  );
  const nothing = document.querySelector("[data-search-nothing]");
  const otherwise = document.querySelectorAll("[data-search-otherwise]");
  const surroundings = { texts, languages, pagefind, site: new URL("../", pagefind) };
  let turn = 0;

  /**
   * Search for what the address says.
   *
   * @param {boolean} isTyping whether more letters may follow
   */
  async function run(isTyping = false) {
    const mine = ++turn;
    const asked = new URLSearchParams(location.search);
    const words = asked.get("q")?.trim() ?? "";
    for (const input of inputs) if (input !== document.activeElement) input.value = words;
    delete root.dataset.searchState;
    if (!words) {
      explain([]);
      show([], "", []);
      return;
    }
    if (!isTyping) status.textContent = texts.running ?? "";
    try {
      const first = (/** @type {Hit[]} */ hits) => {
        if (mine === turn && !FACETS.some((name) => asked.get(name))) show(hits, words, []);
      };
      const found = await withPhrases(
        await finder.find(words, PHRASE.test(words) ? undefined : first),
        words,
        surroundings,
        finder,
      );
      const near = found.length ? [] : await finder.near(words);
      const kept = mine === turn ? await choices(facets, selects, found, asked, finder) : [];
      const meant = await finder.meanings(words);
      if (mine !== turn) return;
      explain(meant);
      await show(kept, words, near);
    } catch (error) {
      console.warn(error);
      try {
        const found = await plainly(words);
        if (mine === turn) await show(found, words, []);
      } catch {
        if (mine === turn) status.textContent = texts.failed ?? "";
      }
    }
    if (mine === turn) root.dataset.searchState = "done";
  }

  /**
   * What Pagefind itself finds: for browsers that cannot read the index, and for when it did not arrive.
   *
   * @param {string} words
   * @returns {Promise<Hit[]>}
   */
  async function plainly(words) {
    /** @type {Pagefind} */
    const own = await import(new URL("pagefind.js", pagefind).href);
    await own.init();
    const { results } = await own.search(words);
    const found = await Promise.all(results.slice(0, AT_ONCE).map((one) => one.data()));
    const language = languages[0]?.[0] ?? "";
    return found.map(({ url, meta }) => ({
      language,
      path: new URL(url, document.baseURI).href.split(`/${language}/`)[1] ?? "",
      title: meta.title ?? url,
      kind: meta.kind ?? "",
      facets: [],
      fragment: "",
      score: 1,
      isWeak: false,
      terms: new Set(),
    }));
  }

  /** @param {import("./find.mjs").Meaning[]} meant */
  function explain(meant) {
    meanings.replaceChildren(...explained(meant, surroundings));
    meanings.hidden = !meant.length;
  }

  /**
   * @param {Hit[]} hits
   * @param {string} words
   * @param {string[]} near words that exist instead
   */
  async function show(hits, words, near) {
    const isSearch = words !== "";
    if (!isSearch) status.textContent = "";
    else if (hits.length) {
      const count = numbers().format(hits.length);
      status.textContent = texts.count?.replace("{count}", count) ?? "";
    } else status.textContent = texts.none ?? "";
    nothing?.toggleAttribute("hidden", !isSearch || hits.length > 0);
    for (const part of otherwise) part.toggleAttribute("hidden", hits.length > 0);
    if (!hits.length) {
      list.replaceChildren();
      if (isSearch) help(words, near);
      else facets.hidden = true;
      return;
    }
    const isOwn = (/** @type {Hit} */ hit) => hit.language === languages[0]?.[0];
    const own = hits.filter(isOwn);
    const others = hits.filter((hit) => !isOwn(hit));
    // What answers only weakly waits behind a button where there are good answers in another language.
    const good = others.some(({ isWeak }) => !isWeak)
      ? own.filter(({ isWeak }) => !isWeak).length
      : own.length;
    const fresh = document.createElement("div");
    const title = document.createElement("p");
    title.className = "results__elsewhere";
    title.id = "results-elsewhere";
    title.textContent = texts.elsewhere ?? "";
    const mine = document.createElement("div");
    const theirs = document.createElement("div");
    const excerpts = [portion(mine, own, 0, good)];
    if (others.length) {
      theirs.append(title);
      excerpts.push(portion(theirs, others, 0, AT_ONCE, title.id));
    }
    fresh.append(...(good ? [mine, theirs] : [theirs, mine]));
    list.replaceChildren(...fresh.childNodes);
    await Promise.all(excerpts);
  }

  /**
   * Some of the hits, and a button for the next ones.
   *
   * @param {HTMLElement} parent
   * @param {Hit[]} hits
   * @param {number} from
   * @param {number} [most]
   * @param {string} [label] id of the element that names the list
   */
  async function portion(parent, hits, from, most = AT_ONCE, label = "") {
    const to = from + Math.min(most, AT_ONCE);
    const items = document.createElement("ol");
    items.className = "cards results__list";
    items.start = from + 1;
    if (label) items.setAttribute("aria-labelledby", label);
    const made = hits.slice(from, to).map((hit) => result(hit, surroundings, finder));
    items.append(...made.map(({ item }) => item));
    if (made.length) parent.append(items);
    if (hits.length > to) {
      const button = document.createElement("button");
      button.className = "button";
      button.type = "button";
      button.textContent = texts.more ?? "";
      button.addEventListener("click", async () => {
        const rest = document.createElement("div");
        const filled = portion(rest, hits, to, AT_ONCE, label);
        const first = rest.querySelector("a");
        button.replaceWith(...rest.childNodes);
        first?.focus();
        await filled;
      });
      parent.append(button);
    }
    await Promise.all(made.map(({ filled }) => filled));
  }

  /**
   * @param {string} words
   * @param {string[]} near
   */
  function help(words, near) {
    const box = nothing?.querySelector("[data-search-near]");
    box?.toggleAttribute("hidden", !near.length);
    box?.querySelector("ul")?.replaceChildren(...near.map((word) => marked("li", link(word))));
    const report = nothing?.querySelector("[data-search-report]");
    if (report instanceof HTMLAnchorElement) {
      const subject = report.dataset.searchReport?.replace("{words}", words) ?? words;
      report.href = `${report.href.split("?")[0]}?subject=${encodeURIComponent(subject)}`;
    }
  }

  /** @param {string} word */
  function link(word) {
    const made = document.createElement("a");
    made.className = "button";
    made.href = `?q=${encodeURIComponent(word)}`;
    made.textContent = word;
    return made;
  }

  /**
   * Put the words and choices into the address, so that links and "back" lead to them.
   *
   * @param {string} words
   * @param {boolean} isNew whether "back" should lead to what was there before
   */
  function address(words, isNew) {
    const asked = new URLSearchParams({ q: words });
    for (const { name, value } of selects) if (value) asked.set(name, value);
    const url = `?${asked}`;
    if (url === location.search) return;
    if (isNew) history.pushState(undefined, "", url);
    else history.replaceState(undefined, "", url);
  }

  let pause = 0;
  for (const input of inputs) {
    input.addEventListener("input", () => {
      delete root.dataset.searchState;
      clearTimeout(pause);
      pause = setTimeout(() => {
        address(input.value.trim(), false);
        run(true);
      }, PAUSE);
    });
    input.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(pause);
      address(input.value.trim(), true);
      run();
    });
  }
  for (const select of selects) {
    select.addEventListener("change", () => {
      address(new URLSearchParams(location.search).get("q") ?? "", true);
      run();
    });
  }
  addEventListener("popstate", () => run());
  await run();
  // What was asked for is there; the rest makes the next words quick, unless the county is large or data is dear.
  const { connection } = /** @type {{ connection?: { saveData?: boolean } }} */ (
    /** @type {unknown} */ (navigator)
  );
  if (!connection?.saveData) await finder.warm(SMALL);
}
