/* Runs in a page before anything of it does, and notes how it comes. */
window.measured = (function () {
  "use strict";

  const LONG = 50; // ms: a task that takes longer keeps a reader waiting
  const tasks = [];
  let largest = 0, shift = 0, since = 0;

  function watch(type, note) {
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  }
  watch("largest-contentful-paint", (paint) => { largest = paint.startTime; });
  watch("layout-shift", (one) => { if (!one.hadRecentInput) shift += one.value; });
  watch("longtask", (task) => tasks.push(task));

  /* Total blocking time of the tasks that end after a moment. */
  function blocked(after) {
    const ends = tasks.map((task) => [Math.max(task.startTime, after), task.startTime + task.duration]);
    return ends.reduce((sum, [start, end]) => sum + Math.max(0, end - start - LONG), 0);
  }

  /* Of the tasks that end after the moment that was marked last, the longest; 0 where none is long. */
  function longestSince() {
    return Math.max(0, ...tasks.filter((task) => task.startTime + task.duration > since).map((task) => task.duration));
  }

  const mark = () => { since = performance.now(); };

  const firstPaint = () => performance.getEntriesByName("first-contentful-paint")[0];

  function load() {
    const paint = firstPaint();
    return { firstPaint: paint.startTime, largestPaint: largest, blocked: blocked(paint.startTime) };
  }

  function scrollTo(selector) {
    mark();
    document.querySelector(selector).scrollIntoView({ block: "center" });
  }

  function inView(element) {
    const box = element.getBoundingClientRect();
    const shown = box.width > 0 && box.height > 0 && getComputedStyle(element).visibility === "visible";
    return shown && box.top < innerHeight && box.bottom > 0;
  }

  function isSeen(selector) {
    return [...document.querySelectorAll(selector)].some(inView);
  }

  const measured = {
    readable: 0, isPainted: () => Boolean(firstPaint()), load, scrollTo, blockedSince: () => blocked(since), mark, longestSince, shift: () => shift,
    isSeen, jumpTo,
  };

  /* Frame by frame: go to the chart once it is there, and note the time when it has been painted. No frame comes before
     the style sheets have. */
  function jumpTo(chart, readable) {
    let there = false;
    requestAnimationFrame(function look() {
      const found = document.querySelector(chart);
      if (found && !there) found.scrollIntoView();
      there = there || Boolean(found);
      if (isSeen(readable)) {
        setTimeout(() => { measured.readable = performance.now(); }); // after this frame's paint
      } else {
        requestAnimationFrame(look);
      }
    });
  }

  return measured;
})();
