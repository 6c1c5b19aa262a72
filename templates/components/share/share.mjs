/**
 * Offer what this device can do with an address: copy it, or hand it to an app.
 *
 * @param {HTMLElement} root its data attributes hold title and address of the page
 */
export default function share(root) {
  const { address: url = "", title = "" } = root.dataset;
  const said = root.querySelector("[role=status]");
  if (navigator.clipboard) {
    offer(root, "copy", async () => {
      await navigator.clipboard.writeText(url);
      if (said instanceof HTMLElement) said.textContent = said.dataset.copied ?? "";
    });
  }
  if (navigator.share !== undefined) offer(root, "device", () => navigator.share({ title, url }));
}

/**
 * Show a button and what it does; a reader who changes their mind has done nothing wrong.
 *
 * @param {HTMLElement} root
 * @param {string} name
 * @param {() => Promise<void>} action
 */
function offer(root, name, action) {
  const button = root.querySelector(`[data-share=${name}]`);
  button?.closest("li")?.removeAttribute("hidden");
  button?.addEventListener("click", () => action().catch(() => {}));
}
