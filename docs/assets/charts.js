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
    element.style.color = name;
    const { color } = getComputedStyle(element);
    element.style.color = "";
    return color;
  }

  /* Bars where the table has them. Its labels and its axis stay, so the figure's own are left out. */
  function overTable({ data, layout }, plate, rem) {
    const box = plate.getBoundingClientRect();
    const bars = Array.from(plate.querySelectorAll("tbody .bar"), (bar) => bar.getBoundingClientRect());
    const track = plate.querySelector(".axis").clientWidth;
    const [body, words] = data;
    for (const trace of data) trace.y = bars.map((bar) => bar.top + bar.height / 2 - box.top);
    body.width = bars.map((bar) => bar.height);
    if (words) {
      const linked = Array.from(plate.querySelectorAll("tbody tr"), (row) => row.querySelector("a.figure"));
      words.text = words.text.map((text, row) => (linked[row] ? text.replace(/^<b> ([≤≈≥] )?(.*)<\/b>$/, "<b> $1<u>$2</u></b>") : text));
      words.textfont.size = rem;
    }
    layout.margin = { l: 0, r: 0, t: 0, b: 0 };
    layout.annotations = [];
    Object.assign(layout.xaxis, { visible: false, range: [0, box.width / track] });
    layout.yaxis.range = [box.height, 0];
  }

  /* Lines, with the years that there is room for, and at each line's end its name and last figure. */
  function alongYears({ data, layout }, width, height, rem) {
    const size = 0.85 * rem;
    const measure = ruler(`${size}px ${layout.font.family}`);
    const widest = (texts) => Math.max(...texts.map(measure));
    const lines = data.filter((trace) => trace.mode !== "markers"); // the others have what the report contradicts
    const axes = Object.keys(layout).filter((name) => /^yaxis/.test(name));
    const widestName = Math.max(0.3 * width, 5 * size);
    const ends = lines.map((trace) => endOf(trace, (name) => folded(name, measure, widestName)));
    const margin = {
      l: widest(axes.flatMap((name) => layout[name].ticktext)) + 0.6 * size, t: 1.5 * size,
      r: 1.1 * widest(ends.flatMap((end) => end.lines)) + size, b: 2 * size,
    };
    const plot = { top: margin.t, width: width - margin.l - margin.r, height: height - margin.t - margin.b };
    layout.margin = margin;
    showYears(layout.xaxis, data[0].x, plot, size);
    layout.annotations = [];
    for (const name of axes) {
      const axis = layout[name], mine = (trace) => `yaxis${trace.yaxis.slice(1)}` === name;
      const [low, high] = axis.domain;
      const panel = { top: (1 - high) * plot.height, height: (high - low) * plot.height, width: plot.width, highest: axis.range[1] };
      axis.tickfont.size = size;
      layout.annotations.push(...apart(ends.filter(({ trace }) => mine(trace)), panel, size).map((end) => nameAt(end, panel, plot, size)));
      const own = lines.filter(mine), figures = widest(own.flatMap(({ text }) => text));
      if (data[0].x.length * figures < plot.width && haveRoom(own, panel, 4 * size)) own.forEach((trace) => sayFigures(trace, own, size));
    }
  }

  /* What stands at a line's end: its last figure, and its name in lines that fit. */
  function endOf(trace, fold) {
    const last = trace.y.reduce((found, value, index) => (value === null ? found : index), 0);
    return { trace, last, value: trace.y[last], lines: [trace.text[last], ...fold(trace.name)] };
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
      end.middle = Math.max(panel.height * (1 - end.value / panel.highest), free + half(end));
      free = end.middle + half(end);
    }
    free = panel.height + size;
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

  /* Whether figures can stand at the points: one line, or two that keep away from each other, the first of them above. */
  function haveRoom(lines, panel, room) {
    if (lines.length !== 2) return lines.length === 1;
    const [one, other] = lines;
    const away = one.y.map((value, year) => (value === null || other.y[year] === null ? null : (value - other.y[year]) / panel.highest * panel.height));
    return away.every((far) => far === null || far > room) || away.every((far) => far === null || far < -room);
  }

  /* Each figure at its point, where the line does not go: the higher line's above it, the lower one's below. The last stands
     at the line's end already. */
  function sayFigures(trace, lines, size) {
    const highest = (line) => Math.max(...line.y);
    const above = lines.every((line) => highest(line) <= highest(trace));
    const last = trace.y.reduce((found, value, year) => (value === null ? found : year), 0);
    trace.mode = "lines+markers+text";
    trace.text = trace.text.map((words, year) => (year === last ? "" : words));
    trace.textfont = { size };
    trace.textposition = trace.y.map((value, year) => {
      const before = trace.y[year - 1], after = trace.y[year + 1];
      const known = (one) => one !== null && one !== undefined;
      if (!year) return known(after) && after < value ? "top right" : "bottom right"; // left of it is the axis
      if (known(before) && known(after)) {
        if (before > value && after > value) return "bottom center";
        if (before < value && after < value) return "top center";
      }
      const falls = known(after) ? after < value : before > value;
      return `${above ? "top" : "bottom"} ${falls === above ? "right" : "left"}`;
    });
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

  // The picture as a file: strips one under the other, each with its height and how it is put down

  const WIDE = 752, EDGE = 24; // CSS pixels; the file has two of its own for each

  /* The chart between its title and its source, as a PNG in a data: address, which nobody has to free. */
  async function picture(Plotly, chart) {
    const { data, layout, source } = styled(chart.spec, chart.panels.chart);
    if (chart.isTrend) alongYears({ data, layout }, WIDE, layout.height, 16);
    layout.width = WIDE;
    const { height } = layout;
    const image = await loaded(await Plotly.toImage({ data, layout }, { format: "png", width: WIDE, height, scale: 2 }));
    const said = (selector) => Array.from(chart.figure.querySelectorAll(selector), textOf);
    const text = (words, size, weight, name) => (
      textStrips(words, `${weight} ${size}px ${layout.font.family}`, 1.5 * size, computed(`var(${name})`, chart.panels.chart))
    );
    const address = `${location.href.split(/[?#]/)[0]}#${chart.figure.id}`;
    return poster([
      ...text(chart.title, 26, 700, "--ink"),
      ...said("figcaption p").flatMap((words) => text(words, 17, 400, "--soft")),
      { height: height + EDGE, put: (pen, top) => pen.drawImage(image, EDGE, top + EDGE / 2, WIDE, height) },
      ...[keys(chart).join("　"), ...said(".remark"), ...said(".tie"), source, address].flatMap((words) => text(words, 15, 400, "--soft")),
    ], computed("var(--paper)", chart.panels.chart));
  }

  /* The legend with its swatches as characters: a bar's end, or a line's symbol. */
  const SWATCHES = { exact: "■", nearly: "≤", over: "≥", about: "≈", running: "▨", contradicted: "□" };
  const SYMBOLS = { nearly: "▼", over: "▲", about: "◇", contradicted: "✕" };

  function keys({ figure, isTrend }) {
    const swatches = isTrend ? SYMBOLS : SWATCHES;
    return Array.from(figure.querySelectorAll(".key"), (key) => {
      const end = Object.keys(swatches).find((name) => key.firstElementChild.classList.contains(name));
      return `${swatches[end]} ${textOf(key)}`;
    });
  }

  function textStrips(words, font, height, colour) {
    return folded(words, ruler(font), WIDE).map((line) => ({
      height,
      put(pen, top) {
        pen.font = font;
        pen.fillStyle = colour;
        pen.fillText(line, EDGE, top + height / 2);
      },
    }));
  }

  function poster(strips, ground) {
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    canvas.width = 2 * (WIDE + 2 * EDGE);
    canvas.height = 2 * strips.reduce((sum, { height }) => sum + height, 2 * EDGE);
    pen.fillStyle = ground;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.scale(2, 2);
    pen.textBaseline = "middle";
    strips.reduce((top, strip) => {
      strip.put(pen, top);
      return top + strip.height;
    }, EDGE);
    return canvas.toDataURL("image/png");
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
      this.title = textOf(figure.querySelector("figcaption > :first-child"));
      this.spec = JSON.parse(figure.querySelector("script.plot").textContent);
      this.chosen = "chart";
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
      sizes.observe(this.plate);
    }

    async draw(Plotly) {
      if (this.chosen !== "chart") return; // `choose` asks again
      const first = !this.drawing;
      if (first) this.begin(Plotly);
      this.outdated = false;
      this.size = this.room();
      const { data, layout } = this.laid();
      await anotherTask();
      await Plotly.react(this.drawing, data, layout, CONFIG);
      if (first) this.open();
      if (!this.outdated) this.show();
    }

    room() {
      return `${this.plate.clientWidth} ${this.plate.clientHeight}`;
    }

    laid() {
      const spec = styled(this.spec, this.drawing);
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const width = this.plate.clientWidth, height = this.plate.clientHeight;
      Object.assign(spec.layout, { width, height, dragmode: false, hoverdistance: -1, hovermode: this.isTrend ? "x unified" : "y" });
      Object.keys(spec.layout).forEach((name) => {
        if (/axis/.test(name)) spec.layout[name].fixedrange = true; // a finger on it scrolls the page
      });
      spec.layout.hoverlabel.font.size = 0.85 * rem;
      if (this.isTrend) alongYears(spec, width, height, rem);
      else overTable(spec, this.plate, rem);
      return spec;
    }

    begin(Plotly) {
      this.Plotly = Plotly;
      this.drawing = make("div", { role: "img", "aria-label": this.spec.summary });
      this.value = make("p", { class: "unseen", role: "status" });
      this.panels.chart.append(this.drawing, this.value);
      this.panels.chart.tabIndex = 0;
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
      this.leave();
      if (link) site.openCard(link);
    }

    leave() {
      this.at = undefined;
      this.value.textContent = "";
      this.Plotly.Fx.unhover(this.drawing);
    }

    /* Arrows go from bar to bar; along a line from year to year, and up and down from line to line. */
    walk(event) {
      const { key } = event;
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
      const spots = this.spots();
      const same = this.isTrend && this.at && /Left|Right/.test(key) ? "curveNumber" : "pointNumber";
      const row = this.isTrend && this.at ? spots.filter((spot) => spot[same] === this.at[same]) : spots;
      const now = this.at ? row.findIndex((spot) => spot.curveNumber === this.at.curveNumber && spot.pointNumber === this.at.pointNumber) : -1;
      const to = now < 0 ? (step > 0 && !this.isTrend ? 0 : row.length - 1) : Math.min(row.length - 1, Math.max(0, now + step));
      this.stand(row[to]);
    }

    /* What can be stood on: bars, or points that have a figure, line by line. */
    spots() {
      return this.spec.data.flatMap((trace, curveNumber) => {
        if (!trace.customdata) return [];
        return trace.customdata.map((_, pointNumber) => ({ curveNumber, pointNumber })).filter(({ pointNumber }) => !this.isTrend || trace.y[pointNumber] !== null);
      });
    }

    stand(spot) {
      this.at = spot;
      const trace = this.spec.data[spot.curveNumber];
      const words = trace.customdata[spot.pointNumber].split("<br>").join("，");
      this.value.textContent = plain(this.isTrend ? `${trace.x[spot.pointNumber]}年，${words}` : words);
      this.Plotly.Fx.hover(this.drawing, [spot]);
    }

    /* The figure's link in the table. A trend's table has a column a line, and the newest year first. */
    linkOf({ curveNumber, pointNumber }) {
      const rows = this.panels.table.querySelectorAll("tbody tr");
      const series = this.figure.querySelectorAll("thead th").length - 1;
      const cell = this.isTrend ? rows[rows.length - 1 - pointNumber].cells[(curveNumber % series) + 1] : rows[pointNumber];
      return cell.querySelector("a.figure");
    }

    choose(name) {
      this.chosen = this.figure.dataset.chosen = name;
      this.show();
      if (name === "chart") this.fit();
      if (name === "files") this.offer();
    }

    show(what = this.chosen) {
      const { table } = this.panels;
      if (what === "chart" && !this.drawing) what = "bars"; // the table's own
      if (what === "chart" && table.contains(document.activeElement)) {
        // Who got there by keyboard stays there; the picture waits until they go on.
        table.addEventListener("focusout", () => setTimeout(() => this.outdated || this.show()), { once: true });
        what = "table";
      }
      this.figure.dataset.shows = what;
      table.setAttribute("aria-hidden", String(what === "chart")); // the drawing says in words what the table says
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
      const link = make("a", { download: `${this.spec.name.replace(/[\\/:*?"<>|]/g, "")}.png` }, "图片（PNG）");
      const image = make("img", { alt: `图片：${this.title}` });
      csv.textContent = "数据（CSV）";
      files.textContent = "";
      const drawn = make("div", {}, link, make("p", {}, "带标题、说明和出处；手机上可以长按下面的图保存。"), image);
      drawn.hidden = true;
      files.append(
        drawn,
        csv, make("p", {}, "每一行有名称、报告的原文、数值、上下限、口径和章节号；可以用 Excel 打开。"),
      );
      const page = this.figure.querySelector("a.embed");
      if (page) files.append(...framing(page, this.title));
      try {
        const Plotly = await plotly();
        link.href = image.src = await picture(Plotly, this);
        drawn.hidden = false;
      } catch (error) {
        drawn.remove(); // without the library, or a browser that lets no script have pictures; the data are there all the same
      }
    }
  }

  // For the site that frames a chart: as high as the chart says. The same stands on the chart's own page.
  const LISTEN = '<script>addEventListener("message",function(e){if(e.data&&e.data.type==="disclosure:height")document.querySelectorAll("iframe").forEach(function(f){if(f.contentWindow===e.source)f.style.height=e.data.height+"px"})})</script>';

  /* The chart's own page, and the line of HTML that puts it into another site. */
  function framing(page, title) {
    const frame = make("iframe", {
      src: page.href, title, width: "100%", height: page.dataset.height, loading: "lazy", style: page.dataset.style,
    });
    const field = make("textarea", { class: "snippet", rows: 3, readonly: "", spellcheck: "false", "aria-label": "嵌入别的网站要用的代码" }, frame.outerHTML + LISTEN);
    field.addEventListener("focus", () => field.select());
    const link = make("a", { href: page.href }, "嵌入别的网站");
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
