/**
 * Finds the elements with a behaviour and loads it: `data-source` is the address of a module whose default
 * function takes the element. Every page works without.
 */
for (const element of document.querySelectorAll("[data-module]")) {
  if (!(element instanceof HTMLElement) || !element.dataset.source) continue;
  const address = new URL(element.dataset.source, document.baseURI).href;
  import(address).then((module) => module.default(element));
}

// What few readers use is loaded when they press its button for the first time.
for (const button of document.querySelectorAll("button[data-use]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  const address = new URL(button.dataset.use ?? "", document.baseURI).href;
  button.addEventListener("click", async () => (await import(address)).default(button), { once: true });
}

// Pages open without internet by a worker in the site's own folder; the manifest lies in that of the language.
const manifest = document.querySelector("link[rel=manifest]");
if (manifest instanceof HTMLLinkElement && "serviceWorker" in navigator && location.protocol !== "file:") {
  const worker = new URL("../worker.js", manifest.href);
  addEventListener("load", () => navigator.serviceWorker.register(worker).catch(() => undefined));
}
