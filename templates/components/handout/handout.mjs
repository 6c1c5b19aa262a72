/** Print the page, now that the button was pressed and each time it is pressed again.
 *
 * @param {HTMLElement} button
 */
export default function handout(button) {
  button.addEventListener("click", () => print());
  print();
}
