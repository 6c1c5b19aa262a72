/**
 * Finds the elements with a behaviour and loads it: `data-source` is the address of a module whose default
 * function takes the element. Every page works without.
 */
for (const element of document.querySelectorAll("[data-module]")) {
  if (!(element instanceof HTMLElement) || !element.dataset.source) continue;
  const address = new URL(element.dataset.source, document.baseURI).href;
  import(address).then((module) => module.default(element));
}
