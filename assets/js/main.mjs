/**
 * Finds the elements with a behaviour, `data-module="name"`, and loads it; every page works without.
 *
 * @type {Record<string, () => Promise<{ default: (element: HTMLElement) => unknown }>>}
 */
const modules = {
  search: () => import("../components/search/search.mjs"),
  textsize: () => import("../components/textsize/textsize.mjs"),
};

for (const element of document.querySelectorAll("[data-module]")) {
  if (!(element instanceof HTMLElement)) continue;
  const load = modules[element.dataset.module ?? ""];
  load?.().then((module) => module.default(element));
}
