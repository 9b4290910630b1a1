/* What tests ask a page about how it looks to people. Each function answers with the elements that fail, in words. */
window.looking = (function () {
  "use strict";

  const INTERACTIVE = "a[href], button:not(:disabled), input:not([type=hidden]):not(:disabled), select, textarea, summary, "
    + "[tabindex]:not([tabindex='-1'])";

  function words(element) {
    const named = element.id ? "#" + element.id : [...element.classList].map((name) => "." + name).join("");
    return `${element.localName}${named} “${element.textContent.trim().replace(/\s+/g, " ").slice(0, 30)}”`;
  }

  /* What a closed <details> keeps back has boxes, and is not to be seen all the same. */
  function visible(element) {
    return element.getClientRects().length > 0 && element.checkVisibility() && getComputedStyle(element).visibility === "visible";
  }

  /* Meant for screen readers alone, such as text in a box of one pixel. */
  function unseen(element) {
    const box = element.getBoundingClientRect();
    return (box.width <= 1 || box.height <= 1) && getComputedStyle(element).overflow !== "visible";
  }

  function* upwards(element) {
    for (let at = element; at; at = at.parentElement) yield at;
  }

  function interactive() {
    return [...document.querySelectorAll(INTERACTIVE)].filter((element) => visible(element) && element.tabIndex >= 0);
  }

  // Keyboard

  const atRest = new Map();
  const reached = new Set();

  function ring(element) {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
    return [outlineStyle === "none" ? "" : [outlineStyle, outlineWidth, outlineColor].join(" "), boxShadow].join("; ");
  }

  /* Call it before the first Tab, and for what has come since. */
  let known = 0;
  function rest() {
    const all = document.querySelectorAll(INTERACTIVE);
    if (all.length === known) return; // to ask each for its ring at every Tab takes longer than all the rest
    known = all.length;
    all.forEach((element) => atRest.has(element) || atRest.set(element, ring(element)));
  }

  const trip = [];
  let isOver = false;

  /* Notes before each further Tab what is wrong with where the focus is, until the round is over. */
  function startTrip() {
    rest();
    let isFirst = true;
    document.addEventListener("keydown", () => {
      if (!isFirst) stop();
      isFirst = false;
    }, true);
  }

  function stop() {
    const wrong = isOver ? null : arrived();
    if (wrong) trip.push(...wrong);
    else isOver = true;
  }

  /* What was found, or null while the round is not over. */
  function endOfTrip() {
    return isOver ? trip.concat(unreached().map((one) => `${one}: not reached`)) : null;
  }

  /* After a Tab: null when the round is over, else what is wrong with where the focus is. */
  function arrived() {
    const element = document.activeElement;
    if (element === document.body || reached.has(element)) return null;
    reached.add(element);
    const wrong = [];
    if (ring(element) === (atRest.has(element) ? atRest.get(element) : "; none")) wrong.push("focus can't be seen");
    const box = [...element.getClientRects()].find((one) => one.width && one.height) || element.getBoundingClientRect();
    const x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2;
    const y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
    const hit = document.elementFromPoint(x, y);
    if (!hit) wrong.push("out of view");
    else if (!element.contains(hit) && !hit.contains(element)) wrong.push("covered by " + words(hit));
    rest();
    return wrong.map((one) => `${words(element)}: ${one}`);
  }

  function unreached() {
    return interactive().filter((element) => !reached.has(element)).map(words);
  }

  // Text

  function* texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !parent.getClientRects().length || !visible(parent)) continue;
      if ([...upwards(parent)].some(unseen)) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      for (const box of range.getClientRects()) if (box.width && box.height) yield [parent, box];
    }
  }

  /* Text that is cut off: beyond the page's edge, or beyond a box that hides what does not fit and can't be scrolled. */
  function cut() {
    const found = new Set();
    for (const [parent, text] of texts()) {
      if (getComputedStyle(parent).whiteSpace === "pre-wrap") continue; // spaces hang over at the ends of its lines
      let within = { left: 0, right: document.documentElement.clientWidth, top: -Infinity, bottom: Infinity };
      for (const element of upwards(parent)) {
        const { overflowX, overflowY, position } = getComputedStyle(element);
        if (/auto|scroll/.test(overflowX + overflowY) && element !== document.documentElement) {
          within = null;
          break;
        }
        if (/hidden|clip/.test(overflowX + overflowY)) within = element.getBoundingClientRect();
        if (within.height !== undefined || position === "fixed") break;
      }
      if (!within) continue;
      const over = Math.max(within.left - text.left, text.right - within.right, within.top - text.top, text.bottom - within.bottom);
      if (over > 3) found.add(`${words(parent)} by ${Math.round(over)} px`);
    }
    return [...found];
  }

  /* What is scrolled out of its box is not printed. */
  function isScrolledAway([parent, text]) {
    const box = [...upwards(parent)].find((one) => one !== document.documentElement && /auto|scroll/.test(getComputedStyle(one).overflowY));
    if (!box) return false;
    const { top, bottom } = box.getBoundingClientRect();
    return text.top >= bottom - 3 || text.bottom <= top + 3;
  }

  /* Texts printed over one another. */
  function overlapping() {
    const found = new Set();
    const all = [...texts()].filter((one) => !isScrolledAway(one)).sort((one, other) => one[1].top - other[1].top);
    all.forEach(([parent, text], index) => {
      for (const [other, box] of all.slice(index + 1)) {
        if (box.top >= text.bottom) break;
        const width = Math.min(text.right, box.right) - Math.max(text.left, box.left);
        const height = Math.min(text.bottom, box.bottom) - Math.max(text.top, box.top);
        if (width > 3 && height > Math.min(text.height, box.height) / 2) found.add(`${words(parent)} over ${words(other)}`);
      }
    });
    return [...found];
  }

  // Targets

  function block(element) {
    return [...upwards(element)].find((one) => getComputedStyle(one).display !== "inline");
  }

  /* Are there words beside it that are no targets themselves? */
  function inSentence(element) {
    const paragraph = block(element);
    if (paragraph === element) return false;
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (/[\p{L}\p{N}]/u.test(walker.currentNode.data) && !parent.closest(INTERACTIVE) && block(parent) === paragraph) return true;
    }
    return false;
  }

  /* What a finger meets `reach` pixels from the middle, in all four directions: the element itself? */
  function met(element, reach) {
    element.scrollIntoView({ block: "center", inline: "center" });
    const box = element.getBoundingClientRect();
    if (box.width >= 2 * reach && box.height >= 2 * reach) return true;
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    return [[-1, 0], [1, 0], [0, -1], [0, 1]].every(([right, down]) => {
      const hit = document.elementFromPoint(x + right * (reach - 0.5), y + down * (reach - 0.5));
      return hit && element.contains(hit);
    });
  }

  function target(element) {
    return (/^(checkbox|radio)$/.test(element.type) && element.labels[0]) || element;
  }

  /* Targets below 44 pixels; 24 in a table's cells, where the figures stand. Links in sentences are as high as their line. */
  function small() {
    const found = interactive().map(target).filter((element) => {
      if (element.matches(".skip, [role=tabpanel], .scroll") || unseen(element) || inSentence(element)) return false;
      return !met(element, element.closest("td, tbody th") ? 12 : 22);
    });
    return found.map((element) => {
      const box = element.getBoundingClientRect();
      return `${words(element)}: ${Math.round(box.width)} × ${Math.round(box.height)}`;
    });
  }

  // Motion and colour

  const seconds = (list) => Math.max(...list.split(",").map(parseFloat));

  function moving() {
    const found = [];
    for (const element of document.querySelectorAll("*")) {
      for (const pseudo of [null, "::before", "::after", "::backdrop"]) {
        const style = getComputedStyle(element, pseudo);
        const animated = style.animationName !== "none" && seconds(style.animationDuration) > 0.017;
        if (animated || seconds(style.transitionDuration) > 0.017 || style.scrollBehavior === "smooth") found.push(words(element));
      }
    }
    return found;
  }

  function channels(colour) {
    const probe = document.body.appendChild(document.createElement("span"));
    probe.style.color = colour;
    const found = getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map(Number);
    probe.remove();
    return found;
  }

  function luminance(colour) {
    const [red, green, blue] = channels(colour).map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /* WCAG's contrast of two colours, as CSS writes them. */
  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((first, second) => first - second);
    return (light + 0.05) / (dark + 0.05);
  }

  return { startTrip, endOfTrip, cut, overlapping, small, moving, contrast };
})();
