// Runs before the first paint, so that the text has its chosen size from the start, and without modules, which
// browsers refuse to pages that are opened from a folder.
(() => {
  const KEY = "text-size";
  const page = document.documentElement;

  // Nothing is stored before a choice, and nothing for the normal size.
  try {
    const size = localStorage.getItem(KEY);
    if (size) page.dataset.size = size;
  } catch {
    // Storage may be blocked; then every page begins in its normal size.
  }

  // From here on style sheets read the size from the button that is checked.
  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById(`size-${page.dataset.size}`);
    if (button instanceof HTMLInputElement) button.checked = true;
    delete page.dataset.size;
  });

  addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== KEY) return;
    try {
      if (target.value === "s") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, target.value);
    } catch {
      // The choice then holds for this page.
    }
  });

  // Without a server nothing else finds the page of a folder.
  if (location.protocol === "file:") {
    addEventListener("click", ({ target }) => {
      const link = target instanceof Element ? target.closest("a") : null;
      if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    });
  }
})();
