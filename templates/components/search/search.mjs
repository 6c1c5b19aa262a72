/**
 * @typedef {{ url: string, excerpt: string, meta: Record<string, string> }} Page
 * @typedef {{ data: () => Promise<Page> }} Hit
 * @typedef {{ search: (words: string) => Promise<{ results: Hit[] }>, init: () => Promise<void> }} Pagefind
 */

const AT_ONCE = 10;

/**
 * Show what the search finds for the words in the address.
 *
 * @param {HTMLElement} root where results appear; its data attributes hold every text in the page's language
 */
export default async function search(root) {
  const words = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  if (!words) return;
  const status = /** @type {HTMLElement} */ (root.querySelector("[role=status]"));
  const list = /** @type {HTMLElement} */ (root.querySelector("[data-search-results]"));
  for (const input of document.querySelectorAll("input[name=q]")) {
    if (input instanceof HTMLInputElement) input.value = words;
  }
  status.textContent = root.dataset.running ?? "";
  try {
    const hits = await find(root.dataset.pagefind ?? "", words);
    const count = new Intl.NumberFormat(document.documentElement.lang).format(hits.length);
    await show(list, hits, root.dataset.more ?? "");
    const found = root.dataset.count?.replace("{count}", count);
    status.textContent = (hits.length ? found : root.dataset.none) ?? "";
    for (const part of document.querySelectorAll("[data-search-otherwise]")) {
      part.toggleAttribute("hidden", hits.length > 0);
    }
  } catch {
    status.textContent = root.dataset.failed ?? "";
  }
  root.dataset.searchState = "done";
}

/**
 * @param {string} folder where Pagefind lies, relative to the page
 * @param {string} words what the reader is looking for
 */
async function find(folder, words) {
  /** @type {Pagefind} */
  const pagefind = await import(new URL(`${folder}pagefind.js`, document.baseURI).href);
  await pagefind.init();
  return (await pagefind.search(words)).results;
}

/**
 * Show some of the hits, and a button for the next ones.
 *
 * @param {HTMLElement} list
 * @param {Hit[]} hits
 * @param {string} more the button's text
 */
async function show(list, hits, more) {
  const pages = await Promise.all(hits.slice(0, AT_ONCE).map((hit) => hit.data()));
  const items = element("ul", "cards results__list");
  items.append(...pages.map(item));
  list.append(items);
  const rest = hits.slice(AT_ONCE);
  if (!rest.length) return;
  const button = element("button", "button", more);
  button.addEventListener("click", async () => {
    button.remove();
    await show(list, rest, more);
    list.lastElementChild?.querySelector("a")?.focus();
  });
  list.append(button);
}

/** @param {Page} page */
function item(page) {
  const link = document.createElement("a");
  link.href = page.url;
  link.textContent = page.meta.title ?? page.url;
  const title = element("h2", "card__title");
  title.append(link);
  const words = element("div", "card__words");
  words.append(title);
  if (page.meta.kind) words.append(element("p", "card__kind", page.meta.kind));
  words.append(excerpt(page.excerpt));
  const card = element("li", "card");
  card.append(words);
  return card;
}

/**
 * The found passage: of Pagefind's markup only the marks are kept, all else becomes text.
 *
 * @param {string} html
 */
function excerpt(html) {
  const passage = element("p", "card__summary");
  for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
    const text = node.textContent ?? "";
    passage.append(node.nodeName === "MARK" ? element("mark", "", text) : text);
  }
  return passage;
}

/**
 * @param {string} tag
 * @param {string} names its classes
 * @param {string} [text]
 */
function element(tag, names, text = "") {
  const made = document.createElement(tag);
  if (names) made.className = names;
  made.textContent = text;
  return made;
}
