/**
 * A button that prints the page.
 *
 * @param {HTMLElement} root
 */
export default function handout(root) {
  root.hidden = false;
  root.addEventListener("click", () => print());
}
