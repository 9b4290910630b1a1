/* Charts over their tables, and a figure's card on a tap. Pages are whole without this file. */
(function () {
  "use strict";

  var assets = document.currentScript.src;
  var library; // one promise for the whole page: Plotly is fetched when the first chart comes near

  // Charts

  function plotly() {
    library = library || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = new URL("plotly.min.js", assets);
      script.onload = function () { resolve(window.Plotly); };
      script.onerror = reject;
      document.head.appendChild(script);
    });
    return library;
  }

  /* Every `var(--name)` in a chart's data → the colour or font the page uses now. */
  function styled(value, style) {
    if (typeof value === "string") {
      return value.replace(/var\((--[\w-]+)\)/g, function (_, name) { return style.getPropertyValue(name).trim(); });
    }
    if (Array.isArray(value)) return value.map(function (item) { return styled(item, style); });
    if (value && typeof value === "object") {
      return Object.keys(value).reduce(function (made, key) {
        made[key] = styled(value[key], style);
        return made;
      }, {});
    }
    return value;
  }

  function Chart(figure) {
    this.figure = figure;
    this.body = figure.querySelector(".chart-body");
    this.table = this.body.querySelector("table");
    this.spec = JSON.parse(figure.querySelector("script.plot").textContent);
    this.title = figure.querySelector("figcaption h3").textContent;
  }

  Chart.prototype.draw = function (Plotly) {
    var spec = styled(this.spec, getComputedStyle(document.body));
    var height = this.height = this.height || this.body.offsetHeight; // the table's: nothing on the page moves
    if (this.figure.dataset.kind === "trend") height = Math.max(height, 280);
    if (!this.drawing) {
      this.drawing = this.body.appendChild(document.createElement("div"));
      this.drawing.className = "drawing";
      this.drawing.setAttribute("role", "img");
      this.drawing.setAttribute("aria-label", this.summary());
      this.tools(Plotly);
    }
    this.figure.classList.add("drawn");
    spec.layout.height = height;
    spec.layout.width = this.body.clientWidth;
    Plotly.react(this.drawing, spec.data, spec.layout, { displayModeBar: false, doubleClick: false });
    this.listen();
  };

  /* What the picture says, for those who don't see it. */
  Chart.prototype.summary = function () {
    var rows = Array.prototype.map.call(this.table.querySelectorAll("tbody tr"), function (row) {
      return row.textContent.replace(/\s+/g, " ").trim();
    });
    return this.title + "。" + rows.join("；");
  };

  Chart.prototype.tools = function (Plotly) {
    var chart = this;
    var bar = document.createElement("div");
    bar.className = "tools";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "这张图的看法");
    function button(text, press) {
      var made = bar.appendChild(document.createElement("button"));
      made.type = "button";
      made.textContent = text;
      made.addEventListener("click", press);
      return made;
    }
    function show(drawn) {
      chart.figure.classList.toggle("drawn", drawn);
      asChart.setAttribute("aria-pressed", String(drawn));
      asTable.setAttribute("aria-pressed", String(!drawn));
    }
    var asChart = button("图表", function () { show(true); });
    var asTable = button("表格", function () { show(false); });
    button("存为图片", function () {
      Plotly.downloadImage(chart.drawing, { format: "png", scale: 2, filename: chart.figure.id, width: 900, height: chart.drawing.offsetHeight });
    }).className = "save";
    show(true);
    // CSS keeps the room for it, so that its coming moves nothing.
    this.figure.querySelector(".bench").appendChild(bar);
  };

  /* A tap on a bar opens the same card as its figure in the table. */
  Chart.prototype.listen = function () {
    if (this.listening || !this.drawing.on) return;
    this.listening = true;
    var rows = this.table.querySelectorAll("tbody tr");
    this.drawing.on("plotly_click", function (event) {
      var link = rows[event.points[0].pointNumber].querySelector("a.figure");
      if (link) openCard(link);
    });
  };

  var charts = [];

  function near(chart) {
    plotly().then(function (Plotly) {
      chart.draw(Plotly);
      charts.push(chart);
    }, function () { /* the table stays, which says the same */ });
  }

  function watch() {
    var saving = navigator.connection && navigator.connection.saveData;
    if (saving || !window.IntersectionObserver || matchMedia("print").matches) return;
    var observer = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        observer.unobserve(entry.target);
        near(new Chart(entry.target));
      });
    }, { rootMargin: "200px" });
    document.querySelectorAll(".chart").forEach(function (figure) {
      if (figure.querySelector("script.plot")) observer.observe(figure);
    });
  }

  function redraw() {
    if (charts.length) plotly().then(function (Plotly) {
      charts.forEach(function (chart) { if (chart.figure.classList.contains("drawn")) chart.draw(Plotly); });
    });
  }

  // Light and dark are Material's; it says so on the body.
  new MutationObserver(redraw).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  var settling;
  addEventListener("resize", function () {
    clearTimeout(settling);
    settling = setTimeout(redraw, 150);
  });

  // Cards

  var years = {}; // a year page's address → its figures' cards

  function cards(page) {
    years[page] = years[page] || fetch(new URL("cards.json", page)).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    });
    return years[page];
  }

  function openCard(link) {
    var target = new URL(link.href);
    var page = target.origin + target.pathname;
    cards(page).then(function (found) {
      var html = found[decodeURIComponent(target.hash.slice(1))];
      if (!html) throw new Error("no card");
      show(html, target, page);
    }).catch(function () { location.href = link.href; });
  }

  function show(html, target, page) {
    var dialog = document.createElement("dialog");
    dialog.className = "figure-card md-typeset";
    dialog.innerHTML = html; // made at build time, every word from the data escaped
    var heading = dialog.querySelector("h2");
    heading.id = "figure-card-label";
    dialog.setAttribute("aria-labelledby", heading.id);
    dialog.querySelectorAll("a[href]").forEach(function (link) {
      link.href = new URL(link.getAttribute("href"), page);
      link.addEventListener("click", function () { dialog.close(); });
    });
    var actions = dialog.appendChild(document.createElement("p"));
    actions.className = "actions";
    copies(actions, "复制引用", dialog.querySelector(".cite").textContent.trim());
    copies(actions, "复制网址", target.href);
    var close = dialog.insertBefore(document.createElement("button"), dialog.firstChild);
    close.type = "button";
    close.className = "close";
    close.textContent = "关闭";
    close.addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", function () { dialog.remove(); });
    document.body.appendChild(dialog).showModal(); // the browser gives Esc and returns the focus
  }

  function copies(actions, words, text) {
    if (!navigator.clipboard) return;
    var button = actions.appendChild(document.createElement("button"));
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(text).then(function () { button.textContent = "已复制"; });
    });
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a.figure");
    if (!link || !window.HTMLDialogElement || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openCard(link);
  });

  watch();
})();
