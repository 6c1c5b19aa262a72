/**
 * Lets pages open without internet. Keeps the frame of the site and the emergency contacts of each language that a
 * reader visits, nothing else: other pages only when the reader has saved them (components/offline). What is on the
 * network comes first; what was kept is for when it fails or takes longer than three seconds.
 *
 * `worker.js` in the site's own folder sets `self.site` and then loads this file, so that it changes with the site.
 */
(() => {
  /** @type {any} */
  const worker = self;
  /** @type {{ version: string, assets: string[], pages: string[], languages: string[] }} */
  const { version, assets, pages, languages } = worker.site;
  const root = new URL("./", worker.location.href);
  // Several sites may share a host, and with it the names of caches.
  const prefix = `${root.pathname} shell-`;
  const name = prefix + version;
  const loosely = { ignoreSearch: true, ignoreVary: true };

  /** @param {string} path from the site's root */
  const address = (path) => new URL(path, root).href;
  /** @param {string} url */
  const languageOf = (url) => languages.find((language) => url.startsWith(address(`${language}/`)));
  const fallback = (/** @type {string} */ language) => address(`${language}/offline/`);

  /**
   * Keep the frame in a language; all of it or nothing, and never an error page.
   *
   * @param {string} language
   */
  async function keep(language) {
    const cache = await caches.open(name);
    const wanted = [...assets, ...pages.map((page) => `${language}/${page}`)].map(address);
    const known = new Set((await cache.keys()).map((request) => request.url));
    const missing = wanted.filter((url) => !known.has(url));
    await cache.addAll(missing.map((url) => new Request(url, { cache: "no-cache" })));
  }

  /**
   * A newer worker waits until the reader has closed all pages: where one follows another amid requests, Chromium lets
   * the next page hang. Until then the one before goes on with what it has kept, brought up to date here.
   */
  async function install() {
    const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    const open = new Set(windows.map((/** @type {{ url: string }} */ client) => languageOf(client.url)));
    for (const language of languages) {
      if (open.has(language) || (await caches.match(fallback(language)))) await keep(language);
    }
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const response = url.startsWith(address("assets/")) ? undefined : await cache.match(url);
      if (response) await refresh(url, response);
    }
  }

  async function activate() {
    for (const other of await caches.keys()) {
      if (other.startsWith(prefix) && other !== name) await caches.delete(other);
    }
    await worker.clients.claim();
  }

  /**
   * A file whose name changes with its content.
   *
   * @param {Request} request
   */
  async function fixed(request) {
    const kept = await caches.match(request, { ignoreVary: true });
    if (kept) return kept;
    const response = await fetch(request);
    if (response.ok) await (await caches.open(name)).put(request, response.clone());
    return response;
  }

  /**
   * Where a page is kept already, keep its newest state.
   *
   * @param {string} url
   * @param {Response} response
   */
  async function refresh(url, response) {
    for (const own of (await caches.keys()).filter((one) => one.startsWith(`${root.pathname} `))) {
      // Looked up without opening: that would make a cache anew that the reader has just thrown away.
      if (await caches.match(url, { cacheName: own }))
        await (await caches.open(own)).put(url, response.clone());
    }
  }

  /**
   * @param {Request} request
   * @param {string} url without a query
   */
  async function fromNetwork(request, url) {
    const response = await fetch(request);
    if (response.ok && !response.redirected) await refresh(url, response.clone());
    return response;
  }

  /**
   * @param {any} event
   * @param {URL} url
   */
  async function answer(event, url) {
    const plain = url.origin + url.pathname;
    const network = fromNetwork(event.request, plain);
    const late = new Promise((resolve) => setTimeout(resolve, 3000));
    const first = await Promise.race([network.catch(() => undefined), late]);
    if (first instanceof Response) return first;
    const kept = await caches.match(plain, loosely);
    if (kept) return kept;
    return network.catch(() => (event.request.mode === "navigate" ? instead(url) : Response.error()));
  }

  /**
   * The page that says that there is no internet; its links are relative, so the reader is sent there.
   *
   * @param {URL} url
   */
  async function instead(url) {
    for (const language of [languageOf(url.href), ...languages]) {
      if (language && (await caches.match(fallback(language)))) {
        return Response.redirect(
          `${fallback(language)}?page=${encodeURIComponent(url.pathname + url.search)}`,
        );
      }
    }
    return Response.error();
  }

  worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));
  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(activate()));
  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const url = new URL(event.request.url);
    if (
      event.request.method !== "GET" ||
      !url.href.startsWith(root.href) ||
      event.request.headers.has("range")
    ) {
      return;
    }
    if (url.href.startsWith(address("assets/"))) {
      event.respondWith(fixed(event.request));
      return;
    }
    const answered = answer(event, url);
    event.respondWith(answered);
    const language = event.request.mode === "navigate" && languageOf(url.href);
    if (language) event.waitUntil(answered.then(() => keep(language)).catch(() => undefined));
  });
})();
