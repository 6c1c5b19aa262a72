"""What can go wrong with a page's layout, seen from inside the page."""

from playwright.sync_api import Page

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const isBeyond = ({ left, right }) => right > width + 1 || left < -1;
  const isContained = (element) => {
    for (let around = element; around; around = around.parentElement) {
      const { overflowX, clipPath, position } = getComputedStyle(around);
      if (around !== element && ["auto", "scroll"].includes(overflowX)) return true;
      if (clipPath !== "none" && position === "absolute") return true;
    }
    return false;
  };
  const found = [...document.body.querySelectorAll("*")]
    .filter((element) => element.checkVisibility() && isBeyond(element.getBoundingClientRect()))
    .filter((element) => !isContained(element))
    .map((element) => `${element.localName}.${element.className?.baseVal ?? element.className}`);
  const scrolled = document.documentElement.scrollWidth - width;
  return scrolled > 0 ? [`scrolls by ${scrolled} px`, ...found] : found;
}"""
CLIPPED = """() => [...document.body.querySelectorAll("*")]
  .filter((element) => {
    const { overflowX, overflowY, clipPath, display } = getComputedStyle(element);
    if (clipPath !== "none" || display === "inline" || !element.textContent.trim()) return false;
    const cuts = (overflow) => ["hidden", "clip"].includes(overflow);
    return (
      (cuts(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (cuts(overflowY) && element.scrollHeight > element.clientHeight + 1)
    );
  })
  .map((element) => `${element.localName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`)"""
# Folds are opened on the way as a reader would, one at a time: two open ones may lie over each other.
WALK = """apart => {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const pixel = (colour) => {
    if (!known.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      known.set(colour, pen.getImageData(0, 0, 1, 1).data);
    }
    return known.get(colour);
  };
  const luminance = (colour) => {
    const [red, green, blue] = [...pixel(colour)].map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const ground = (element) => {
    for (let around = element; around; around = around.parentElement) {
      const { backgroundColor } = getComputedStyle(around);
      if (pixel(backgroundColor)[3] === 255) return backgroundColor;
    }
    return "Canvas";
  };
  const faults = [];
  const opened = new Set();
  const isStop = (element) =>
    element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]") && element.type !== "hidden" &&
    !(apart && element.closest(apart)) &&
    (element.type !== "radio" || element.checked);
  const stops = document.querySelectorAll("a[href], button, summary, input, select, textarea, [controls], [tabindex]");
  let count = 0;
  for (const element of [...stops].filter(isStop)) {
    const around = new Set();
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      if (element.parentElement !== fold || element.localName !== "summary") around.add(fold);
    }
    for (const fold of opened) if (!around.has(fold)) { fold.open = false; opened.delete(fold); }
    for (const fold of around) if (!fold.open) { fold.open = true; opened.add(fold); }
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    count += 1;
    element.focus();
    const name = `${element.localName} “${(element.textContent.trim() || element.id).slice(0, 40)}”`;
    if (document.activeElement !== element) { faults.push(`${name} takes no focus`); continue; }
    const shown = element.closest("label") ?? element;
    const { width, height } = shown.getBoundingClientRect();
    const { display, outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    if (display !== "inline" && Math.min(width, height) < 24) faults.push(`${name} is ${width}x${height} px`);
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 3) faults.push(`${name} does not show the focus`);
    else if (contrast(outlineColor, ground(shown.parentElement)) < 3) faults.push(`${name} shows the focus too pale`);
    const [box] = [...shown.getClientRects()].sort((a, b) => b.width * b.height - a.width * a.height);
    // The middle of the part in the window: a field may be higher than that.
    const middle = (start, end, length) => (Math.max(start, 0) + Math.min(end, length)) / 2;
    const above = document.elementFromPoint(
      middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
    if (!above || !shown.contains(above)) {
      faults.push(`${name} is covered by ${above?.outerHTML.slice(0, 80) ?? "the edge of the window"}`);
    }
  }
  for (const fold of opened) fold.open = false;
  if (!count && !apart) faults.push("nothing takes the focus");
  return faults;
}"""
"""Whatever takes the focus where a reader cannot see it or hit it.

Each must show an outline of 3 pixels that stands out from what is around it (3:1), be at least 24 pixels large
unless it is a link in a line of text, and lie in the window with nothing above it. Folds open on the way as a reader
would open them, one at a time: two open ones may lie over each other. The keyboard must have been used last, otherwise
browsers show no focus. The function takes the selector of parts to leave out, or an empty text.
"""
TURNED = """() => {
  const places = (run) => {
    const found = [];
    const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (let at = 0; at < walker.currentNode.length; at++) {
        if (/\\s/.test(walker.currentNode.data[at])) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 1);
        const box = range.getBoundingClientRect();
        found.push([Math.round(box.top), box.left]);
      }
    }
    return found;
  };
  const isInOrder = (all) => all.every(([top, left], at) =>
    at === 0 || top > all[at - 1][0] || (top === all[at - 1][0] && left >= all[at - 1][1]));
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const runs = [...document.querySelectorAll('bdi[dir="ltr"]')].filter(isShown);
  const links = [...document.querySelectorAll('a:is([href^="tel:"], [href^="mailto:"])')].filter(isShown);
  const loose = links.filter((link) => {
    const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (/[\\d@]/.test(data) && !parentElement.closest('bdi[dir="ltr"]')) return true;
    }
    return false;
  });
  const bare = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (!/\\+\\d|[^\\s@]@[^\\s@]/.test(data) || parentElement.closest("a")) continue;
    if (isShown(parentElement) && getComputedStyle(parentElement).direction === "rtl") bare.push(parentElement);
  }
  return [
    ...runs.filter((run) => !isInOrder(places(run))).map((run) => `“${run.textContent.trim()}” is turned round`),
    ...[...loose, ...bare].map((link) => `“${link.textContent.trim()}” is not kept together by <bdi>`),
  ];
}"""


def too_wide(page: Page) -> list[str]:
    """What reaches beyond the sides of the window, unless it scrolls in a box of its own or is for screen readers."""
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


def clipped(page: Page) -> list[str]:
    """Texts that do not fit into their boxes and are cut off."""
    found: list[str] = page.evaluate(CLIPPED)
    return found


def turned_round(page: Page) -> list[str]:
    """Telephone numbers, times and addresses whose letters do not stand from left to right, or are not marked to."""
    found: list[str] = page.evaluate(TURNED)
    return found
