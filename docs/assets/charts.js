/* Draws a chart's picture over its table, with tabs for picture, table and files. Fetched when a chart comes near the view; a chart
   is whole without it. No task here takes long: the library starts, and charts are drawn, a few milliseconds at a time. */
(() => {
  "use strict";

  const site = window.disclosure;
  const charts = new WeakMap(); // figure → its Chart: a figure that leaves the page takes its chart along
  const paper = matchMedia("print");

  // A few milliseconds at a time

  const LONG = 10; // ms: with the step that was begun last, a task stays below the 50 that a reader would feel
  let began = 0;

  function anotherTask() {
    return new Promise((resolve) => setTimeout(() => {
      began = performance.now();
      resolve();
    }));
  }

  /* A promise to wait for, where this task has been long enough. */
  function pause() {
    return performance.now() - began > LONG ? anotherTask() : undefined;
  }

  const CONFIG = { displayModeBar: false, doubleClick: false, showTips: false };
  let started; // the one promise of Plotly

  function plotly() {
    started = started || start().catch((error) => {
      started = undefined; // the line may be back for the next chart
      throw error;
    });
    return started;
  }

  async function start() {
    await site.load("plotly.min.js");
    const Plotly = window.Plotly.parts ? await assembled(window.Plotly) : window.Plotly; // whole, where Node.js did not build it
    await anotherTask();
    // Half of what the first drawing takes is the same for any: done here, it is not in the first chart's task.
    await Plotly.newPlot(document.createElement("div"), [], { width: 9, height: 9 }, CONFIG);
    return Plotly;
  }

  async function assembled(library) {
    library.pause = pause;
    for (const part of library.parts) {
      part();
      await pause();
    }
    return library.start();
  }

  // One chart after another, the nearest first

  const waiting = new Set();
  let working = false;

  function ask(chart) {
    waiting.add(chart);
    work();
  }

  async function work() {
    if (working) return;
    working = true;
    try {
      while (waiting.size && !paper.matches) {
        const Plotly = await plotly();
        await anotherTask();
        const chart = nearest(waiting);
        waiting.delete(chart);
        if (chart.figure.isConnected && chart.plate.clientWidth) await chart.draw(Plotly);
      }
    } catch (error) {
      // The tables stay, and say the same. The next chart that comes near tries again.
    }
    working = false;
  }

  function nearest(some) {
    const away = (chart) => {
      const { top, bottom } = chart.figure.getBoundingClientRect();
      return Math.abs((top + bottom - innerHeight) / 2);
    };
    return Array.from(some).reduce((best, one) => (away(one) < away(best) ? one : best));
  }

  // A chart's figure as the page looks now

  /* The same with every `var(--name)` as the colour or the font that it is within `element` now. */
  function styled(value, element, known = {}) {
    if (typeof value === "string") {
      return value.replace(/var\(--[\w-]+\)/, (name) => (known[name] = known[name] || computed(name, element)));
    }
    if (Array.isArray(value)) return value.map((item) => styled(item, element, known));
    if (!value || typeof value !== "object") return value;
    const made = {};
    for (const key of Object.keys(value)) made[key] = styled(value[key], element, known);
    return made;
  }

  function computed(name, element) {
    if (name === "var(--font)") return getComputedStyle(element).fontFamily;
    const probe = element.appendChild(make("span", {})); // on the element itself, all that is drawn within would be styled anew
    probe.style.color = name;
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }

  /* The same with shares of the whole in place of numbers, where a reader chose them. */
  function figureOf(chart, element) {
    const spec = styled(chart.spec, element);
    if (chart.isTrend && chart.view.ratio) spec.data = sharesOf(chart).map((share, line) => Object.assign(spec.data[line], share));
    return spec;
  }

  /* Each line's shares, as its column of the table has them, from the first year on. */
  function sharesOf({ figure, spec }) {
    const rows = Array.from(figure.querySelectorAll("tbody tr")).reverse();
    return linesOf({ spec }).map(({ name }, line) => {
      const cells = rows.map((row) => row.cells[line + 1] && row.cells[line + 1].querySelector(".share"));
      const text = cells.map((cell) => (cell ? cell.textContent.slice(1) : "")); // 占81.4%
      return {
        text, y: text.map((words) => (words ? parseFloat(words) : null)),
        customdata: cells.map((cell, index) => (cell ? `${name} ${text[index]}<br>${escaped(cell.title)}` : "")),
      };
    });
  }

  /* Bars where the table has them. Its labels and its axis stay, so the figure's own are left out. */
  function overTable({ data, layout }, plate, rem) {
    const box = plate.getBoundingClientRect();
    const drawn = barsOf(plate), bars = drawn.map((bar) => bar.getBoundingClientRect());
    const track = (plate.querySelector(".axis") || plate).clientWidth;
    const [body, words] = data;
    for (const trace of data) trace.y = bars.map((bar) => bar.top + bar.height / 2 - box.top);
    body.width = bars.map((bar) => bar.height);
    if (words) {
      const linked = drawn.map((bar) => bar.closest("tr").querySelector("a.figure"));
      words.text = words.text.map((text, row) => (linked[row] ? text.replace(/^<b> ([≤≈≥] )?(.*)<\/b>$/, "<b> $1<u>$2</u></b>") : text));
      words.textfont.size = rem;
    }
    layout.margin = { l: 0, r: 0, t: 0, b: 0 };
    layout.annotations = [];
    for (const shape of layout.shapes) Object.assign(shape, { y0: bars[0].top - box.top, y1: bars[0].bottom - box.top });
    layout.xaxis.range = [0, box.width / track];
    layout.yaxis.range = [box.height, 0];
  }

  function barsOf(plate) {
    return Array.from(plate.querySelectorAll("tbody .bar"));
  }

  /* Lines over the years that a reader chose, as many of them on the axis as there is room for, and at each line's end its
     name and last figure. A line in front has its panel's axis and words to itself. Where there is little width, lines with a
     panel each are named over it. */
  function alongYears({ data, layout }, view, width, height, rem) {
    const size = 0.85 * rem;
    const measure = ruler(`${size}px ${layout.font.family}`);
    const widest = (texts) => Math.max(0, ...texts.map(measure));
    data.forEach((trace) => keepYears(trace, view));
    const years = data[0].x;
    const lines = data.filter((trace) => trace.mode !== "markers"); // the others have what the report contradicts
    const front = lines[view.front];
    const behind = data.filter((trace, index) => front && trace.yaxis === front.yaxis && index % lines.length !== view.front);
    behind.forEach((trace) => { trace.opacity = 0.25; });
    if (front) front.zorder = 1;
    const shown = data.filter((trace) => !behind.includes(trace));
    const axes = Object.keys(layout).filter((name) => /^yaxis/.test(name));
    const on = (name) => (trace) => `yaxis${trace.yaxis.slice(1)}` === name;
    const peaks = axes.map((name) => scale(layout[name], shown.filter(on(name)).flatMap(({ y }) => y).filter(isNumber), view));
    const isOver = width < NARROW * size && lines.length === axes.length && !peaks.some(Boolean);
    const left = widest(axes.flatMap((name) => layout[name].ticktext)) + 0.6 * size;
    const widestName = isOver ? width - left - 1.5 * size : Math.max(0.3 * width, 5 * size);
    const ends = lines.filter((trace) => shown.includes(trace) && trace.y.some(isNumber)).map((trace) => endOf(trace, (name) => folded(name, measure, widestName), isOver));
    const above = isOver ? (LINE * Math.max(...ends.map((end) => end.lines.length)) + 0.5) * size : 1.5 * size;
    const margin = { l: left, t: above, r: isOver ? 1.5 * size : 1.1 * widest(ends.flatMap((end) => end.lines)) + size, b: 2 * size };
    const plot = { top: margin.t, width: width - margin.l - margin.r, height: height - margin.t - margin.b };
    if (isOver) spread(axes.map((name) => layout[name]), above / plot.height);
    const dot = Math.max(0.6, Math.min(1, plot.width / years.length / 16)); // smaller points where they are close
    for (const { marker } of data) marker.size = marker.size.map((one) => one * dot);
    layout.margin = margin;
    layout.xaxis.range = [years[0] - 0.4, years[years.length - 1] + 0.4];
    showYears(layout.xaxis, years, plot, size);
    layout.annotations = [];
    axes.forEach((name, index) => {
      const axis = layout[name], [bottom, top] = axis.domain;
      const panel = panelOf(axis, years, { top: (1 - top) * plot.height, height: (top - bottom) * plot.height, width: plot.width });
      axis.tickfont.size = size;
      const named = apart(ends.filter(({ trace }) => on(name)(trace)), panel, size).map((end) => nameAt(end, panel, plot, size));
      if (isOver) named.forEach((words) => Object.assign(words, { x: 0, xshift: 0, y: top, yanchor: "bottom" }));
      layout.annotations.push(...named);
      const mine = shown.filter(on(name)), said = peaks[index] ? abovePanel(mine, panel, size, measure) : [];
      layout.annotations.push(...said.map((words) => ({ ...words, y: top, yref: "paper", yanchor: "bottom" })));
      for (const trace of data.filter(on(name))) trace.cliponaxis = Boolean(peaks[index]) || behind.includes(trace);
      sayFigures(mine.filter((trace) => lines.includes(trace)), mine, { ...panel, above: isOver ? 0 : size }, size, measure);
    });
  }

  /* Panels one above the other, as high as each other, with a gap between them that is a part of the whole height. */
  function spread(axes, gap) {
    const each = (1 + gap) / axes.length;
    axes.forEach((axis, index) => { axis.domain = [Math.max(0, 1 - (index + 1) * each + gap), 1 - index * each]; });
  }

  function isNumber(value) { return value !== null && value !== undefined; }

  function keepYears(trace, { from, to }) {
    const kept = (list) => list.filter((_, index) => trace.x[index] >= from && trace.x[index] <= to);
    const { marker } = trace;
    marker.size = trace.x.map((_, index) => (Array.isArray(marker.size) ? marker.size[index] : marker.size));
    for (const name of ["color", "size", "symbol"]) if (Array.isArray(marker[name])) marker[name] = kept(marker[name]);
    for (const name of ["y", "text", "customdata", "x"]) trace[name] = kept(trace[name]);
  }

  /* An axis from zero to the highest value; with `low`, to the highest below the peaks, which leave it at the top. Whether they do. */
  function scale(axis, values, { low, ratio }) {
    const below = low ? belowPeaks(values) : undefined;
    const highest = below || Math.max(0, ...values);
    axis.range = [below ? -0.04 * highest : 0, highest * 1.15 || 1];
    axis.tickvals = roundValues(highest);
    axis.ticktext = axis.tickvals.map((value) => (ratio ? `${value}%` : inWanYi(value) + (value ? axis.ticksuffix : "")));
    return below;
  }

  const NARROW = 22; // em
  const FLATTENS = 8; // times the rest

  /* The highest value below a few that are many times the rest; undefined where there are none. */
  function belowPeaks(values) {
    const falling = values.filter((value) => value > 0).sort((one, other) => other - one);
    return falling.slice(0, Math.ceil(falling.length / 5) + 1).filter((value, index, all) => index && all[index - 1] >= FLATTENS * value).pop();
  }

  /* As hooks/disclosure/charts/axis.py has them. */
  function roundValues(highest) {
    if (!highest) return [0];
    const power = 10 ** Math.floor(Math.log10(highest / 3));
    const step = Math.max(1, [1, 2, 5, 10].map((size) => power * size).find((one) => one * 5 > highest));
    return Array.from({ length: Math.floor(highest / step) + 1 }, (_, index) => step * index);
  }

  function inWanYi(value) {
    const [scale, word] = value >= 1e8 ? [1e8, "亿"] : value >= 1e4 ? [1e4, "万"] : [1, ""];
    return Number((value / scale).toPrecision(12)) + word;
  }

  /* Where values and years stand within a panel, in pixels from its left and top. */
  function panelOf({ range: [low, high] }, years, panel) {
    const first = years[0] - 0.4, span = years.length - 0.2;
    return { ...panel, across: (year) => (year - first) / span * panel.width, down: (value) => (high - value) / (high - low) * panel.height };
  }

  /* What stands at a line's end or over it: its last figure, with the year unless it stands beside it, and its name in lines
     that fit. */
  function endOf(trace, fold, isOver) {
    const last = lastOf(trace.y), year = isOver || last < trace.x.length - 1 ? `${trace.x[last]}年` : "";
    const unit = /\d$/.test(trace.text[last]) ? trace.meta : ""; // a cell has it in the form's head
    return { trace, value: trace.y[last], lines: [year + trace.text[last] + unit, ...fold(trace.name)] };
  }

  function lastOf(values) {
    return values.reduce((found, value, index) => (isNumber(value) ? index : found), 0);
  }

  function showYears(axis, years, plot, size) {
    const last = years[years.length - 1];
    const step = [1, 2, 5, 10, 20].find((one) => years.length / one * 3 * size < plot.width) || 50;
    axis.tickvals = years.filter((year) => (last - year) % step === 0);
    if (axis.tickvals.length < 2) axis.tickvals = [years[0], last];
    axis.ticktext = axis.tickvals.map(String);
    axis.tickfont.size = size;
  }

  /* Each end's block of text beside its line, or as near as the other blocks leave room. */
  function apart(ends, panel, size) {
    const half = ({ lines }) => lines.length / 2 * LINE * size;
    const sorted = ends.slice().sort((one, other) => other.value - one.value);
    let free = -1.5 * size;
    for (const end of sorted) {
      end.middle = Math.max(panel.down(end.value), free + half(end));
      free = end.middle + half(end);
    }
    free = panel.height; // below it are the years
    for (const end of sorted.slice().reverse()) {
      end.middle = Math.min(end.middle, free - half(end));
      free = end.middle - half(end);
    }
    return sorted;
  }

  const LINE = 1.3; // em, the height of a line in Plotly's texts

  function nameAt({ trace, lines: [figure, ...name], middle }, panel, plot, size) {
    return {
      text: [`<b>${figure}</b>`, ...name].join("<br>"), align: "left", showarrow: false, font: { size, color: trace.line.color },
      x: 1, xref: "paper", xanchor: "left", xshift: 0.7 * size,
      y: 1 - (panel.top + middle) / plot.height, yref: "paper", yanchor: "middle",
    };
  }

  /* What the peaks are that leave a panel at its top: the highest first, and others that have room beside it. */
  function abovePanel(traces, panel, size, measure) {
    const high = traces.flatMap((trace) => trace.y.map((value, index) => ({ value, trace, index })).filter(({ value }) => panel.down(value) < 0 && isNumber(value)));
    const said = [];
    for (const { trace, index } of high.sort((one, other) => other.value - one.value)) {
      const text = `↑ ${trace.x[index]}年${trace.text[index]}`, wide = measure(text);
      const left = Math.max(0, Math.min(panel.width - wide, panel.across(trace.x[index]) - wide / 2));
      if (said.every((one) => left > one.right + size || left + wide < one.left - size)) said.push({ text, left, right: left + wide, trace });
    }
    return said.map(({ text, left, trace }) => ({
      text, showarrow: false, font: { size, color: trace.line.color }, x: 0, xref: "paper", xanchor: "left", xshift: left,
    }));
  }

  const BESIDE = { "top center": [0, -1], "bottom center": [0, 1], "top right": [1, -1], "bottom right": [1, 1], "top left": [-1, -1], "bottom left": [-1, 1] };

  /* Each figure at its point, where neither a line nor another text is, if all have such a place; of one line at least its
     highest and its lowest. The last stands at the line's end already. */
  function sayFigures(lines, drawn, panel, size, measure) {
    const points = lines.flatMap((trace) => trace.y.map((value, index) => ({ trace, index, value }))
      .filter(({ value, index }) => isNumber(value) && panel.down(value) >= 0 && index !== lastOf(trace.y)));
    const falling = points.slice().sort((one, other) => other.value - one.value);
    const extremes = lines.length === 1 && points.length > 2 ? [falling[0], falling[falling.length - 1]] : [];
    const placed = placesOf(points, drawn, panel, size, measure) || placesOf(extremes, drawn, panel, size, measure) || [];
    for (const trace of lines) {
      const own = placed.filter((point) => point.trace === trace);
      if (!own.length) continue;
      trace.mode = "lines+markers+text";
      trace.textfont = { size, color: trace.line.color };
      trace.textposition = trace.y.map((_, index) => (own.find((point) => point.index === index) || { place: "top center" }).place);
      trace.text = trace.text.map((words, index) => (own.some((point) => point.index === index) ? words : ""));
    }
  }

  /* The same points, each with the place of its text; nothing where one has none. */
  function placesOf(points, drawn, panel, size, measure) {
    const taken = drawn.flatMap((trace) => trace.y.map((value, index) => isNumber(value) && around(panel, trace, index, trace.marker.size[index] / 2)).filter(Boolean));
    const paths = drawn.filter(({ mode }) => mode !== "markers").flatMap((trace) => trace.y.slice(1).map((value, index) => (
      isNumber(value) && isNumber(trace.y[index]) && [index, index + 1].map((at) => [panel.across(trace.x[at]), panel.down(trace.y[at])])
    )).filter(Boolean));
    const placed = [];
    for (const point of points) {
      const { trace, index } = point, reach = trace.marker.size[index] / 1.6 + 1, wide = measure(trace.text[index]);
      const place = Object.keys(BESIDE).find((name) => {
        const [side, below] = BESIDE[name], x = panel.across(trace.x[index]), y = panel.down(trace.y[index]);
        const left = side ? (side > 0 ? x + reach : x - reach - wide) : x - wide / 2, top = below > 0 ? y + reach - 0.1 * size : y - reach - 1.25 * size;
        const box = { left, right: left + wide, top, bottom: top + 1.35 * size };
        const isFree = left >= 0 && box.right <= panel.width && top > -panel.above && box.bottom < panel.height
          && !taken.some((other) => meet(box, other)) && !paths.some((path) => crosses(path, box));
        if (isFree) taken.push(box);
        return isFree;
      });
      if (!place) return undefined;
      placed.push({ ...point, place });
    }
    return placed.length ? placed : undefined;
  }

  function around(panel, trace, index, reach) {
    const x = panel.across(trace.x[index]), y = panel.down(trace.y[index]);
    return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
  }

  function meet(one, other) {
    return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  }

  function crosses([[x, y], [toX, toY]], box) {
    const left = Math.max(x, box.left), right = Math.min(toX, box.right);
    if (left >= right) return false;
    const at = (where) => y + (where - x) / (toX - x) * (toY - y);
    return Math.min(at(left), at(right)) < box.bottom + 2 && Math.max(at(left), at(right)) > box.top - 2;
  }

  function ruler(font) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    return (text) => pen.measureText(text).width;
  }

  /* A text in lines of a width: Chinese breaks anywhere but within a number or a word, and before a closing mark. */
  function folded(text, measure, width) {
    const lines = [""];
    for (const piece of text.match(/[（“《]*(?:[\w.%+−/:-]+|.)[，。；：、）”》]*/gu) || []) {
      const line = lines[lines.length - 1];
      if (line && measure(line + piece) > width) lines.push(piece);
      else lines[lines.length - 1] = line + piece;
    }
    return lines;
  }

  // The picture as a file: an SVG of lines of text and the drawing, one under the other, and a PNG of the same

  const WIDE = 752, EDGE = 24; // CSS pixels; the PNG has two of its own for each

  /* The chart between its title and its source: the text of an SVG, with its size. */
  async function poster(Plotly, chart) {
    const { figure, isTrend, panels: { chart: within } } = chart;
    const { data, layout, source } = figureOf(chart, within);
    if (isTrend) alongYears({ data, layout }, chart.view, WIDE, layout.height, 16);
    layout.width = WIDE;
    const drawing = await Plotly.toImage({ data, layout }, { format: "svg", width: WIDE, height: layout.height, imageDataOnly: true });
    const parts = [], soft = computed("var(--soft)", within);
    let down = EDGE;
    const write = (words, size, weight, colour) => {
      for (const line of folded(words, ruler(`${weight} ${size}px ${layout.font.family}`), WIDE)) {
        parts.push(`<text x="${EDGE}" y="${down + 1.1 * size}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escaped(line.trim())}</text>`);
        down += 1.5 * size;
      }
    };
    const all = (selector) => Array.from(figure.querySelectorAll(selector));
    write(titleOf(chart), 26, 700, computed("var(--ink)", within));
    for (const words of [...all("figcaption p").map(textOf), ...chosenWords(chart)]) write(words, 17, 400, soft);
    parts.push(drawing.replace("<svg ", `<svg x="${EDGE}" y="${down + EDGE / 2}" `));
    down += layout.height + EDGE;
    for (const row of all(".parts tbody tr")) write(`■ ${cellsOf(row)}`, 17, 400, getComputedStyle(row).borderLeftColor);
    for (const words of [keys(chart).join("　"), ...all(".zeros, .remark, .footnote, .tie").map(textOf), source, `${location.href.split(/[?#]/)[0]}#${figure.id}`]) write(words, 15, 400, soft);
    const width = WIDE + 2 * EDGE, height = Math.ceil(down + EDGE);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(layout.font.family)}" role="img">`
      + `<title>${escaped(titleOf(chart))}</title><desc>${escaped(inWords(chart))}</desc>`
      + `<rect width="100%" height="100%" fill="${computed("var(--paper)", within)}"/>${parts.join("")}</svg>`;
    return { svg: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, width, height };
  }

  function escaped(words) {
    return words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  }

  /* A split bar's part: its name, its number, its share and what is known of it. */
  function cellsOf({ cells: [head, cell] }) {
    return [head, ...cell.children].map(textOf).filter(Boolean).join("　");
  }

  /* The legend with its swatches as characters: a bar's end, or a line's symbol. */
  const SWATCHES = { exact: "■", nearly: "≤", over: "≥", about: "≈", contradicted: "□" };
  const SYMBOLS = { nearly: "▼", over: "▲", about: "◇", contradicted: "✕" };

  function keys({ figure, isTrend }) {
    const swatches = isTrend ? SYMBOLS : SWATCHES;
    return Array.from(figure.querySelectorAll(".key"), (key) => {
      const end = Object.keys(swatches).find((name) => key.firstElementChild.classList.contains(name));
      return `${swatches[end]} ${textOf(key)}`;
    });
  }

  /* An SVG as a PNG in a data: address, which nobody has to free. */
  async function rasterized({ svg, width, height }) {
    const image = await loaded(svg), canvas = document.createElement("canvas");
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise((resolve) => canvas.toBlob(resolve)); // beside the page's own thread
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = reject;
      reader.readAsDataURL(png);
    });
  }

  function loaded(source) {
    return new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => resolve(image);
      image.onerror = reject;
      image.src = source;
    });
  }

  function textOf(element) {
    return element.textContent.replace(/\s+/g, " ").trim();
  }

  // A chart

  const TABS = { chart: "图表", table: "表格", files: "下载" };

  class Chart {
    constructor(figure) {
      this.figure = figure;
      this.isTrend = figure.dataset.kind === "trend";
      this.plate = figure.querySelector(".plate");
      this.heading = figure.querySelector("figcaption > :first-child");
      this.title = this.heading.dataset.whole || textOf(this.heading);
      this.spec = JSON.parse(figure.querySelector("script.plot").textContent);
      this.chosen = "chart";
      if (this.isTrend) this.view = chosenView(this);
      entitle(this);
      // A copy of a page, put back by a script, has what was drawn but nobody to look after it.
      figure.querySelectorAll(".drawing, .tabs, .files").forEach((left) => left.remove());
      delete figure.dataset.shows;
    }

    /* Tabs do without the library: until it has come, and where it cannot, the table with its bars is the chart. */
    prepare() {
      if (this.panels) return;
      const { id } = this.figure;
      this.panels = {
        chart: this.plate.appendChild(make("div", { class: "drawing", "aria-keyshortcuts": "ArrowUp ArrowDown Enter Escape" })),
        table: this.figure.querySelector(".told"),
        files: this.plate.parentNode.insertBefore(make("div", { class: "files" }), this.plate.nextSibling),
      };
      this.chosen = Object.keys(TABS).find((name) => site.kept(name, id)) || "chart";
      this.figure.querySelector(".bench").prepend(tabs(this));
      if (this.isTrend) {
        offerViews(this);
        offerMeasures(this);
      }
      sizes.observe(this.plate);
    }

    async draw(Plotly) {
      if (this.chosen !== "chart") return; // `choose` asks again
      const first = !this.drawing;
      if (first) this.begin(Plotly);
      this.rest(true);
      this.outdated = false;
      this.size = this.room();
      const { data, layout } = this.laid();
      this.data = data;
      this.drawing.setAttribute("aria-label", inWords(this));
      await anotherTask();
      try {
        await Plotly.react(this.drawing, data, layout, CONFIG);
      } finally {
        this.rest(false);
      }
      if (first) this.open();
      if (!this.outdated) this.show();
    }

    /* While the library draws it answers neither pointer nor keys: between two of its steps it has no whole points. */
    rest(isBusy) {
      if (isBusy) this.leave();
      this.panels.chart.setAttribute("aria-busy", String(isBusy));
    }

    room() {
      return `${this.plate.clientWidth} ${this.plate.clientHeight}`;
    }

    /* Years, a line in front or a lower axis that a reader chooses. */
    look(changes) {
      Object.assign(this.view, changes);
      keepView(this);
      entitle(this);
      this.outdated = true;
      if (this.drawing) ask(this);
    }

    laid() {
      const spec = figureOf(this, this.drawing);
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const width = this.plate.clientWidth, height = this.plate.clientHeight;
      Object.assign(spec.layout, { width, height, dragmode: false, hoverdistance: -1, hovermode: this.isTrend ? "x unified" : "y" });
      Object.keys(spec.layout).forEach((name) => {
        if (/axis/.test(name)) spec.layout[name].fixedrange = true; // a finger on it scrolls the page
      });
      spec.layout.hoverlabel.font.size = 0.85 * rem;
      if (this.isTrend) alongYears(spec, this.view, width, height, rem);
      else overTable(spec, this.plate, rem);
      return spec;
    }

    begin(Plotly) {
      this.Plotly = Plotly;
      this.drawing = make("div", { role: "img" });
      this.value = make("p", { class: "unseen", role: "status" });
      this.panels.chart.append(this.drawing, this.value);
      if (this.keepsNumbers()) this.panels.chart.setAttribute("aria-hidden", "true");
      else this.panels.chart.tabIndex = 0;
    }

    /* Once it is drawn for the first time, each bar or point leads to its figure, by pointer and by keyboard. */
    open() {
      const { chart } = this.panels;
      let scrolls = false; // the library takes the end of a finger's way for a tap
      chart.addEventListener("touchstart", () => { scrolls = false; }, { passive: true });
      chart.addEventListener("touchmove", () => { scrolls = true; }, { passive: true });
      this.drawing.on("plotly_click", ({ points, event }) => scrolls || this.openCard(this.nearest(points, event)));
      chart.addEventListener("keydown", (event) => this.walk(event));
      chart.addEventListener("blur", () => this.leave());
    }

    /* Of the points of a year, the one that was meant. */
    nearest(points, { clientY }) {
      const { top } = this.drawing.getBoundingClientRect();
      const away = ({ y, yaxis }) => Math.abs(yaxis._offset + yaxis.l2p(y) - (clientY - top));
      return points.reduce((best, point) => (away(point) < away(best) ? point : best));
    }

    openCard(point) {
      const link = this.linkOf(point);
      if (!link) return; // an event, or a sum of our own: it has been said, and stays in view
      this.leave();
      site.openCard(link);
    }

    leave() {
      this.at = undefined;
      this.value.textContent = "";
      if (this.drawing.data) this.Plotly.Fx.unhover(this.drawing); // what was to be shown in a moment too
    }

    /* Arrows go from bar to bar; along a line from year to year, and up and down from line to line. */
    walk(event) {
      const { key } = event, isBusy = this.panels.chart.matches("[aria-busy=true]");
      if (key === "Escape") {
        this.leave();
        this.figure.querySelector("[aria-selected=true]").focus();
        return;
      }
      if (key === "Enter" && this.at) {
        this.openCard(this.at);
        return;
      }
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (isBusy) return;
      const spots = this.spots();
      const same = this.isTrend && this.at && /Left|Right/.test(key) ? "curveNumber" : "pointNumber";
      const row = this.isTrend && this.at ? spots.filter((spot) => spot[same] === this.at[same]) : spots;
      const now = this.at ? row.findIndex((spot) => spot.curveNumber === this.at.curveNumber && spot.pointNumber === this.at.pointNumber) : -1;
      const to = now < 0 ? (step > 0 && !this.isTrend ? 0 : row.length - 1) : Math.min(row.length - 1, Math.max(0, now + step));
      if (row[to]) this.stand(row[to]);
    }

    /* What can be stood on: bars, or points that have a figure, line by line. */
    spots() {
      return this.data.flatMap((trace, curveNumber) => {
        if (!trace.customdata) return [];
        return trace.customdata.map((_, pointNumber) => ({ curveNumber, pointNumber })).filter(({ pointNumber }) => !this.isTrend || trace.y[pointNumber] !== null);
      });
    }

    stand(spot) {
      this.at = spot;
      const trace = this.data[spot.curveNumber];
      const words = trace.customdata[spot.pointNumber].replace(/<br >/g, "").replace(/<br>/g, "，"); // a fold within a text, or its end
      this.value.textContent = plain(this.isTrend ? `${trace.x[spot.pointNumber]}年，${words}` : words);
      this.Plotly.Fx.hover(this.drawing, [spot]);
    }

    /* The figure's link in the table. A trend's table has a column a line, and the newest year first. */
    linkOf({ curveNumber, pointNumber }) {
      if (!this.isTrend) return barsOf(this.plate)[pointNumber].closest("tr").querySelector("a.figure");
      const rows = this.panels.table.querySelectorAll("tbody tr");
      return rows[this.spec.data[0].x.slice(-1)[0] - this.data[curveNumber].x[pointNumber]].cells[(curveNumber % linesOf(this).length) + 1].querySelector("a.figure");
    }

    choose(name) {
      this.chosen = this.figure.dataset.chosen = name;
      this.show();
      if (name === "chart") this.fit();
      if (name === "files") this.offer();
    }

    /* Parts of a whole: the drawing has no numbers, those of the table stay, to be heard and reached. */
    keepsNumbers() { return Boolean(this.panels.table.querySelector(".parts")); }

    show(what = this.chosen) {
      const { table } = this.panels;
      if (what === "chart" && !this.drawing) what = "bars"; // the table's own
      const covers = what === "chart" && !this.keepsNumbers(); // the drawing says in words what the table says
      if (covers && table.contains(document.activeElement)) {
        // Who got there by keyboard stays there; the picture waits until they go on.
        table.addEventListener("focusout", () => setTimeout(() => this.outdated || this.show()), { once: true });
        what = "table";
      }
      this.figure.dataset.shows = what;
      table.setAttribute("aria-hidden", String(covers && what === "chart"));
      table.tabIndex = what === "table" || (what === "bars" && this.isTrend) ? 0 : -1;
    }

    fit() {
      if (!this.plate.clientWidth) return; // the other of the pair is shown
      if (!this.drawing) ask(this);
      else if (this.outdated || this.size !== this.room()) this.renew();
    }

    /* What was drawn no longer looks like the page. The table's own bars stand in until it does; a trend has none. */
    renew() {
      if (!this.drawing) return;
      this.outdated = true;
      if (this.chosen !== "chart") return;
      if (!this.isTrend) this.show("table");
      clearTimeout(this.settling);
      this.settling = setTimeout(() => ask(this), 100);
    }

    /* What can be taken away. */
    async offer() {
      const { files } = this.panels;
      const csv = this.figure.querySelector(".bench .download").cloneNode(true);
      const name = this.spec.name.replace(/[\\/:*?"<>|]/g, "");
      const [png, svg] = ["PNG", "SVG"].map((kind) => make("a", { download: `${name}.${kind.toLowerCase()}` }, `图片（${kind}）`));
      const image = make("img", { alt: `图片：${titleOf(this)}` });
      csv.textContent = "数据（CSV）";
      files.textContent = "";
      const drawn = make("div", {}, png, make("p", {}, "带标题、说明和出处；手机上可以长按下面的图保存。"), image, svg, make("p", {}, "同一张图，放大了也清楚，排版印刷用。"));
      drawn.hidden = true;
      files.append(
        drawn,
        csv, make("p", {}, "每一行有名称、报告的原文、数值、上下限、口径和章节号；可以用 Excel 打开。"),
      );
      const page = this.figure.querySelector("a.embed");
      if (page) files.append(...framing(page, this));
      try {
        const Plotly = await plotly();
        const made = await poster(Plotly, this);
        svg.href = made.svg;
        png.href = image.src = await rasterized(made);
        drawn.hidden = false;
      } catch (error) {
        drawn.remove(); // without the library, or a browser that lets no script have pictures; the data are there all the same
      }
    }
  }

  // What a reader sees of a trend: a span of its years, one line in front, an axis below the peaks. The address holds it.

  function nameOf({ figure }) { return figure.id.replace(/-trend$/, ""); }

  function linesOf({ spec }) { return spec.data.filter(({ mode }) => mode !== "markers"); }

  function chosenView(chart) {
    const years = chart.spec.data[0].x, first = years[0], last = years[years.length - 1];
    const [from, to] = String(site.kept("span", nameOf(chart))).split("-").map(Number);
    const front = Number(site.kept("front", nameOf(chart))) - 1;
    return {
      ...(first <= from && from < to && to <= last ? { from, to } : { from: first, to: last }),
      front: chart.figure.querySelector(".lines") && linesOf(chart)[front] ? front : undefined,
      low: Boolean(site.kept("low", nameOf(chart))),
      ratio: Boolean(chart.figure.querySelector(".measure") && site.kept("share", nameOf(chart))),
    };
  }

  function isWhole({ spec: { data: [{ x }] }, view: { from, to } }) {
    return from === x[0] && to === x[x.length - 1];
  }

  function viewOf(chart) {
    const { from, to, front, low, ratio } = chart.view;
    return { span: !isWhole(chart) && `${from}-${to}`, front: front !== undefined && String(front + 1), low, share: ratio };
  }

  function keepView(chart) {
    const chosen = viewOf(chart);
    for (const what of Object.keys(chosen)) site.keep(what, nameOf(chart), chosen[what]);
  }

  /* The title tells what was found in all years' numbers: of some years, or of shares, it says only what is drawn. */
  function titleOf(chart) {
    if (!chart.isTrend || isWhole(chart) && !chart.view.ratio) return chart.title;
    const { from, to, ratio } = chart.view;
    const drawn = linesOf(chart).filter(({ x, y }) => y.some((value, index) => isNumber(value) && from <= x[index] && x[index] <= to));
    return `${from}—${to}年：${drawn.map(({ name }) => plain(name)).join("、")}${ratio ? "各占多少" : ""}`;
  }

  function entitle(chart) {
    const { heading, title } = chart, now = titleOf(chart);
    if (textOf(heading) === now) return;
    heading.textContent = now;
    if (now === title) delete heading.dataset.whole;
    else heading.dataset.whole = title; // paper has all years: 90-print.css
  }

  /* What a reader of the picture alone cannot know: what of a trend was chosen. */
  function chosenWords(chart) {
    if (!chart.isTrend) return [];
    const { from, to, front, ratio } = chart.view;
    return [
      isWhole(chart) ? "" : `图上只有${from}—${to}年。`,
      ratio ? "图上是各项占总数的百分比，本站计算。" : "",
      front === undefined ? "" : `轴照“${plain(linesOf(chart)[front].name)}”来定，别的线可能有一段在图外。`,
    ].filter(Boolean);
  }

  function inWords(chart) {
    return [...chosenWords(chart), ...(chart.isTrend && chart.view.ratio ? sharesInWords(chart) : [chart.spec.summary])].join("");
  }

  function sharesInWords(chart) {
    return sharesOf(chart).map(({ text }, line) => {
      const { x, name } = chart.spec.data[line];
      return `${plain(name)}：${x.map((year, index) => text[index] && `${year}年${text[index]}`).filter(Boolean).join("，")}。`;
    });
  }

  /* A switch that stays pressed. */
  function pressing(button, isOn, press) {
    button.setAttribute("aria-pressed", String(isOn));
    button.addEventListener("click", () => {
      const now = button.getAttribute("aria-pressed") !== "true";
      press(now);
      button.setAttribute("aria-pressed", String(now));
    });
  }

  function offerViews(chart) {
    const { figure, view, spec: { data } } = chart;
    const buttons = Array.from(figure.querySelectorAll(".lines button"));
    buttons.forEach((button, index) => pressing(button, view.front === index, (isOn) => {
      buttons.forEach((one) => one.setAttribute("aria-pressed", "false"));
      chart.look({ front: isOn ? index : undefined });
    }));
    const span = figure.querySelector(".span");
    if (!span) return;
    const rows = Array.from(figure.querySelectorAll("tbody tr")).reverse(), years = data[0].x;
    const choice = (end, words, fits) => {
      const select = make("select", { "aria-label": words });
      select.append(...years.filter(fits).map((year) => make("option", { value: year }, `${year}年`)));
      select.value = view[end];
      select.addEventListener("change", () => {
        chart.look({ [end]: Number(select.value) });
        settle();
      });
      return select;
    };
    const from = choice("from", "从哪一年", (_, index) => index < years.length - 1), to = choice("to", "到哪一年", (_, index) => index > 0);
    const settle = () => {
      for (const option of from.options) option.disabled = option.value >= view.to;
      for (const option of to.options) option.disabled = option.value <= view.from;
      rows.forEach((row, index) => { row.hidden = years[index] < view.from || years[index] > view.to; });
    };
    settle();
    span.append(from, "—", to);
    if (!Object.values(panelsOf(data)).some(belowPeaks)) return;
    const low = make("button", { type: "button" }, "放大低处");
    pressing(low, view.low, (isOn) => chart.look({ low: isOn }));
    span.append(low);
  }

  /* Numbers, or their shares of the whole: one of the two buttons is pressed. Shares leave no room for a lower axis. */
  function offerMeasures(chart) {
    const { figure, view } = chart, low = figure.querySelector(".span button");
    const buttons = Array.from(figure.querySelectorAll(".measure button"));
    const settle = () => {
      buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(view.ratio === Boolean(index))));
      if (low) low.disabled = view.ratio;
    };
    buttons.forEach((button, index) => button.addEventListener("click", () => {
      chart.look({ ratio: Boolean(index) });
      settle();
    }));
    settle();
  }

  /* The values of each panel. */
  function panelsOf(data) {
    const found = {};
    for (const { yaxis, y } of data) found[yaxis] = (found[yaxis] || []).concat(y.filter(isNumber));
    return found;
  }

  // For the site that frames a chart: as high as the chart says. The same stands on the chart's own page.
  const LISTEN = '<script>addEventListener("message",function(e){if(e.data&&e.data.type==="disclosure:height")document.querySelectorAll("iframe").forEach(function(f){if(f.contentWindow===e.source)f.style.height=e.data.height+"px"})})</script>';

  /* The chart's own page, and the line of HTML that puts it into another site. */
  function framing(page, chart) {
    const chosen = chart.isTrend ? viewOf(chart) : {}, title = titleOf(chart);
    const query = Object.keys(chosen).filter((what) => chosen[what]).map((what) => `${what}=${nameOf(chart)}${chosen[what] === true ? "" : `:${chosen[what]}`}`);
    const frame = make("iframe", {
      src: page.href + (query.length ? `?${query.join("&")}` : ""), title, width: "100%", height: page.dataset.height, loading: "lazy", style: page.dataset.style,
    });
    const field = make("textarea", { class: "snippet", rows: 3, readonly: "", spellcheck: "false", "aria-label": "嵌入别的网站要用的代码" }, frame.outerHTML + LISTEN);
    field.addEventListener("focus", () => field.select());
    const link = make("a", { href: frame.src }, "嵌入别的网站");
    const copy = navigator.clipboard ? [site.copying("复制代码", frame.outerHTML + LISTEN)] : [];
    return [link, make("p", {}, "把下面这一行放进网页，图就在那里；数字更新了，它也跟着更新。"), field, ...copy];
  }

  /* What Plotly takes for text, as text. */
  function plain(words) {
    return words.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
  }

  function make(tag, attributes, ...content) {
    const made = document.createElement(tag);
    for (const name of Object.keys(attributes)) made.setAttribute(name, attributes[name]);
    made.append(...content);
    return made;
  }

  /* Tabs as WAI-ARIA has them: one of them in the way of the Tab key, arrows between them. */
  function tabs(chart) {
    const names = Object.keys(TABS), { id } = chart.figure;
    const list = make("div", { class: "tabs", role: "tablist", "aria-label": "这张图" });
    const buttons = names.map((name) => {
      const panel = chart.panels[name];
      const button = make("button", { type: "button", role: "tab", id: `${id}-tab-${name}`, "aria-controls": `${id}-${name}` }, TABS[name]);
      panel.id = `${id}-${name}`;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", button.id);
      button.addEventListener("click", () => choose(name, true));
      return list.appendChild(button);
    });
    function choose(chosen, isReaders) {
      if (isReaders) names.forEach((name) => name === "chart" || site.keep(name, id, name === chosen));
      names.forEach((name, index) => {
        buttons[index].setAttribute("aria-selected", String(name === chosen));
        buttons[index].tabIndex = name === chosen ? 0 : -1;
      });
      chart.choose(chosen);
    }
    list.addEventListener("keydown", (event) => {
      const now = buttons.indexOf(event.target), count = buttons.length;
      const to = { ArrowRight: (now + 1) % count, ArrowLeft: (now + count - 1) % count, Home: 0, End: count - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      buttons[to].focus();
      choose(names[to], true);
    });
    choose(chart.chosen);
    return list;
  }

  // What makes a drawing out of date: another size, another palette

  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => {
    const chart = charts.get(target.closest(".chart"));
    if (chart && chart.chosen === "chart" && !paper.matches) chart.fit();
  }));

  function recolour() {
    document.querySelectorAll(".chart[data-shows]").forEach((figure) => {
      if (charts.has(figure)) charts.get(figure).renew();
    });
  }

  new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["data-scheme", "data-large"] });
  for (const feature of ["prefers-color-scheme: dark", "prefers-contrast: more", "forced-colors: active"]) {
    matchMedia(`(${feature})`).addEventListener("change", recolour);
  }
  paper.addEventListener("change", work);

  site.drawChart = (figure) => {
    if (!charts.has(figure)) charts.set(figure, new Chart(figure));
    charts.get(figure).prepare();
    ask(charts.get(figure));
  };
})();
