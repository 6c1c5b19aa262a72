import { passages } from "./passages.mjs";

/**
 * @typedef {import("./find.mjs").Hit} Hit
 * @typedef {import("./find.mjs").Finder} Finder
 * @typedef {{
 *   texts: DOMStringMap, languages: [tag: string, name: string, direction: string][], pagefind: URL, site: URL,
 * }} Surroundings
 */

/**
 * A result as an item of a list, at once, and a promise of the excerpt that it gets later.
 *
 * @param {Hit} hit
 * @param {Surroundings} surroundings
 * @param {Finder} finder
 */
export function result(hit, { texts, languages, pagefind, site }, finder) {
  const [own] = languages;
  const [, name = "", direction = ""] = languages.find(([tag]) => tag === hit.language) ?? [];
  const isOwn = own?.[0] === hit.language;
  const says = (/** @type {HTMLElement} */ element) => {
    if (!isOwn) Object.assign(element, { lang: hit.language, dir: direction });
    return element;
  };
  const link = document.createElement("a");
  link.href = new URL(`${own?.[0]}/${hit.path}`, site).href;
  link.textContent = hit.title;
  const title = marked("h2", says(link));
  title.className = "card__title";
  const kind = marked(
    "p",
    hit.kind,
    ...hit.facets
      .filter(([facet]) => facet === "theme")
      .flatMap(([, , ...words]) => [" · ", said("bdi", words)]),
  );
  kind.className = "card__kind";
  if (!isOwn) kind.append(" · ", texts.inLanguage?.replace("{language}", name) ?? name);
  const excerpt = says(marked("p"));
  excerpt.className = "card__summary";
  const words = marked("div", title, kind, excerpt);
  words.className = "card__words";
  const item = marked("li", words);
  item.className = "card";
  const filled = passages(hit, pagefind, finder).then(
    (found) => {
      excerpt.append(...found.excerpt);
      if (found.headings.length)
        words.append(contents(found.headings, link.href, texts.passages ?? "", says));
    },
    () => undefined,
  );
  return { item, filled };
}

/**
 * What words of the glossary mean, each leading to where it is explained.
 *
 * @param {import("./find.mjs").Meaning[]} meanings
 * @param {Surroundings} surroundings
 */
export function explained(meanings, { languages, site }) {
  return meanings.map(([term, explanation, path]) => {
    const link = marked("a", said("bdi", term));
    link.setAttribute("href", new URL(`${languages[0]?.[0]}/${path}`, site).href);
    return marked("p", marked("b", link), ": ", said("bdi", explanation));
  });
}

/**
 * The parts of the page that hold what was looked for; their links are made when somebody opens the list.
 *
 * @param {{ id: string, text: string }[]} headings
 * @param {string} url
 * @param {string} label
 * @param {(element: HTMLElement) => HTMLElement} says
 */
function contents(headings, url, label, says) {
  const summary = marked("summary", `${label} (${headings.length})`);
  const details = marked("details", summary);
  details.className = "results__passages";
  details.addEventListener(
    "toggle",
    () => {
      const items = headings.map(({ id, text }) => {
        const link = document.createElement("a");
        link.href = `${url}#${encodeURIComponent(id)}`;
        link.textContent = text;
        return marked("li", link);
      });
      details.append(says(marked("ul", ...items)));
    },
    { once: true },
  );
  return details;
}

/**
 * Offer the facets that the hits have, with how many each would leave, and keep the hits that were chosen.
 *
 * @param {HTMLElement} box
 * @param {HTMLSelectElement[]} selects
 * @param {Hit[]} hits
 * @param {URLSearchParams} asked
 * @param {Finder} finder
 */
export async function choices(box, selects, hits, asked, finder) {
  const number = numbers();
  const names = await finder.names();
  /** @param {Hit} hit @param {string} name */
  const values = (hit, name) =>
    name === "kind"
      ? [hit.path.split("/")[0] ?? ""]
      : hit.facets.filter(([facet]) => facet === name).map(([, id]) => id);
  const chosen = new Map(selects.map(({ name }) => [name, asked.get(name) ?? ""]));
  /** @param {Hit} hit @param {string} [but] */
  const fits = (hit, but) =>
    [...chosen].every(([name, value]) => !value || name === but || values(hit, name).includes(value));
  let offered = 0;
  for (const select of selects) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const hit of hits) {
      if (fits(hit, select.name))
        for (const value of values(hit, select.name)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const value = chosen.get(select.name) ?? "";
    if (value && !counts.has(value)) counts.set(value, 0);
    const options = [...counts]
      .map(([id, count]) => {
        const [words, language] = names.get(`${select.name} ${id}`) ?? [id, ""];
        const option = said("option", [`${words} (${number.format(count)})`, language]);
        return Object.assign(option, { value: id, selected: id === value });
      })
      .sort((one, two) => one.text.localeCompare(two.text, document.documentElement.lang));
    select.replaceChildren(/** @type {Element} */ (select.options[0]), ...options);
    const isUseful = counts.size > 1 || value !== "";
    select.closest("label")?.toggleAttribute("hidden", !isUseful);
    if (isUseful) offered++;
  }
  box.hidden = offered === 0;
  if ([...chosen.values()].some(Boolean)) box.querySelector("details")?.setAttribute("open", "");
  return hits.filter((hit) => fits(hit));
}

/**
 * @param {string} tag
 * @param {(Node | string)[]} content
 */
export function marked(tag, ...content) {
  const made = document.createElement(tag);
  made.append(...content);
  return made;
}

/**
 * Words in an element that says their language where it is not the page's.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {import("./find.mjs").Words} words
 */
function said(tag, [words, language]) {
  const made = document.createElement(tag);
  made.textContent = words;
  if (language) made.lang = language;
  return made;
}

/** How the page writes numbers. */
export function numbers() {
  const { lang, dataset } = document.documentElement;
  return new Intl.NumberFormat(lang, { numberingSystem: dataset.numbering ?? "latn" });
}
