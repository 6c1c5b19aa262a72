// Runs before the first paint, so that the text has its chosen size and colours from the start, and is no module, which
// browsers refuse to pages that are opened from a folder. Every page works without.
(() => {
  const page = document.documentElement;
  // Names of the groups of buttons, and of what is stored: what to call it in `data-…`, the beginning of the buttons'
  // ids, and the value that needs not be stored.
  const CHOICES = [
    { name: "text-size", short: "size", usual: "s" },
    { name: "contrast", short: "contrast", usual: "normal" },
  ];

  // Nothing is stored before a choice, and nothing for the usual.
  for (const { name, short } of CHOICES) {
    try {
      const value = localStorage.getItem(name);
      if (value) page.dataset[short] = value;
    } catch {
      // Storage may be blocked; then every page begins as usual.
    }
  }

  // From here on style sheets read the choice from the button that is checked, on pages that have one.
  addEventListener("DOMContentLoaded", () => {
    for (const { short } of CHOICES) {
      const button = document.getElementById(`${short}-${page.dataset[short]}`);
      if (!(button instanceof HTMLInputElement)) continue;
      button.checked = true;
      delete page.dataset[short];
    }
    findBehaviours();
  });

  addEventListener("change", ({ target }) => {
    const choice = target instanceof HTMLInputElement && CHOICES.find(({ name }) => name === target.name);
    if (!choice) return;
    try {
      if (target.value === choice.usual) localStorage.removeItem(choice.name);
      else localStorage.setItem(choice.name, target.value);
    } catch {
      // The choice then holds for this page.
    }
  });

  /**
   * Load a module and hand the element to its default function.
   *
   * @param {HTMLElement} element
   * @param {string | undefined} source address of the module
   */
  async function start(element, source) {
    if (!source) return;
    const module = await import(new URL(source, document.baseURI).href);
    module.default(element);
  }

  // What few readers use (`data-use`) is loaded when they press its button or open its details for the first time.
  function findBehaviours() {
    for (const element of document.querySelectorAll("[data-module]")) {
      if (element instanceof HTMLElement) start(element, element.dataset.source);
    }
    for (const element of document.querySelectorAll("[data-use]")) {
      if (!(element instanceof HTMLElement)) continue;
      const event = element instanceof HTMLDetailsElement ? "toggle" : "click";
      element.addEventListener(event, () => start(element, element.dataset.use), { once: true });
      element.hidden = false;
    }
  }

  // Pages open without internet by a worker in the site's own folder; the manifest lies in that of the language.
  addEventListener("load", () => {
    const manifest = document.querySelector("link[rel=manifest]");
    if (!(manifest instanceof HTMLLinkElement) || !("serviceWorker" in navigator)) return;
    if (location.protocol === "file:") return;
    navigator.serviceWorker.register(new URL("../worker.js", manifest.href)).catch(() => undefined);
  });

  // Without a server nothing else finds the page of a folder.
  if (location.protocol === "file:") {
    addEventListener("click", ({ target }) => {
      const link = target instanceof Element ? target.closest("a") : null;
      if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    });
  }
})();
