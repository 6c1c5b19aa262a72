// Runs before the first paint, so that the text has its chosen size from the start.
(() => {
  try {
    const size = localStorage.getItem("text-size");
    if (size) document.documentElement.dataset.size = size;
  } catch {
    // Storage may be blocked; then the page has its normal size.
  }

  // Opened from a folder, without a server, nothing else finds the page of a folder.
  if (location.protocol === "file:") {
    addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    });
  }
})();
