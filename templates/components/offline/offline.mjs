/**
 * @typedef {{ version: string, bytes: number, files: [string, number][] }} List
 */

const AT_ONCE = 6;

/**
 * Save all pages of a language for reading without internet, when the reader asks for it.
 *
 * @param {HTMLElement} root its data attributes hold every text in the page's language
 */
export default async function offline(root) {
  const part = (/** @type {string} */ name) =>
    /** @type {HTMLElement} */ (root.querySelector(`[data-offline-${name}]`));
  offerAgain(part("missing"));
  if (!("caches" in globalThis && "serviceWorker" in navigator)) return;

  const address = new URL(root.dataset.list ?? "", document.baseURI).href;
  const site = new URL("../../", address);
  const name = `${site.pathname} saved-${root.dataset.language}`;
  const save = /** @type {HTMLButtonElement} */ (part("save"));
  const remove = /** @type {HTMLButtonElement} */ (part("remove"));
  const status = part("status");

  const kept = await saved(name, address);
  const newest = await load(address).catch(() => kept);
  part("unable").hidden = true;
  if (!newest) return;
  part("able").hidden = false;
  part("size").textContent = size(newest.bytes);

  /** @param {List | undefined} list what is saved now */
  const show = (list) => {
    remove.hidden = !list;
    save.hidden = list?.version === newest.version;
    if (list && !save.hidden)
      /** @type {HTMLElement} */ (save.querySelector("span")).textContent = root.dataset.update ?? "";
  };
  show(kept);
  if (kept) status.textContent = (save.hidden ? root.dataset.saved : root.dataset.outdated) ?? "";

  save.addEventListener("click", async () => {
    save.disabled = true;
    try {
      await store(name, newest, site, (percent) => {
        status.textContent = root.dataset.saving?.replace("{percent}", String(percent)) ?? "";
      });
      await (await caches.open(name)).put(address, Response.json(newest));
      status.textContent = root.dataset.saved ?? "";
      show(newest);
      remove.focus();
    } catch {
      // Half a language would only look like a whole one.
      if (!kept) await caches.delete(name);
      status.textContent = root.dataset.failed ?? "";
    }
    save.disabled = false;
  });

  remove.addEventListener("click", async () => {
    await caches.delete(name);
    status.textContent = root.dataset.removed ?? "";
    show(undefined);
    save.focus();
  });
}

/**
 * The page that was wanted, when the worker sent the reader here instead.
 *
 * @param {HTMLElement} notice
 */
function offerAgain(notice) {
  const wanted = new URLSearchParams(location.search).get("page");
  const link = notice.querySelector("a");
  if (!wanted || !link) return;
  const url = new URL(wanted, location.href);
  if (url.origin === location.origin) link.href = url.href;
  notice.hidden = false;
}

/**
 * @param {string} name
 * @param {string} address
 * @returns {Promise<List | undefined>}
 */
async function saved(name, address) {
  if (!(await caches.has(name))) return undefined;
  return (await (await caches.open(name)).match(address))?.json();
}

/**
 * @param {string} address
 * @returns {Promise<List>}
 */
async function load(address) {
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

/**
 * @param {string} name of the cache
 * @param {List} list
 * @param {URL} site
 * @param {(percent: number) => void} tell
 */
async function store(name, list, site, tell) {
  const cache = await caches.open(name);
  const waiting = list.files.map(([path]) => new URL(path, site).href);
  const wanted = new Set(waiting);
  let done = 0;
  let told = -1;
  const stop = new AbortController();
  const worker = async () => {
    for (let url = waiting.pop(); url && !stop.signal.aborted; url = waiting.pop()) {
      const response = await fetch(url, { cache: "no-cache", signal: stop.signal });
      if (!response.ok) throw new Error(url);
      await cache.put(url, response);
      done += 1;
      // Screen readers read every change: ten are enough.
      const percent = Math.floor((done / wanted.size) * 10) * 10;
      if (percent > told && !stop.signal.aborted) tell(percent);
      told = Math.max(told, percent);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } catch (error) {
    stop.abort();
    throw error;
  }
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
}

/** @param {number} bytes */
function size(bytes) {
  const { lang, dataset } = document.documentElement;
  /** @type {Intl.NumberFormatOptions} */
  const options = {
    style: "unit",
    unit: "megabyte",
    maximumFractionDigits: 1,
    numberingSystem: dataset.numbering ?? "latn",
  };
  return new Intl.NumberFormat(lang, options).format(bytes / 1e6);
}
