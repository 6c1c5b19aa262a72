const KEY = "text-size";

/**
 * Remember the chosen text size; nothing is stored before a choice, and nothing for the normal size.
 *
 * @param {HTMLElement} group the radio buttons; style sheets read the size from the one that is checked
 */
export default function textsize(group) {
  const page = document.documentElement;
  const stored = page.dataset.size;
  for (const button of group.querySelectorAll("input")) {
    if (stored) button.checked = button.value === stored;
    button.addEventListener("change", () => remember(button.value));
  }
  delete page.dataset.size;
}

/** @param {string} size the value of a radio button */
function remember(size) {
  try {
    if (size === "s") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, size);
  } catch {
    // Storage may be blocked; the size then holds for this page.
  }
}
