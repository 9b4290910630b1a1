/* The years page, any two years side by side: hides the other columns, fetches what changed between the two, and keeps the
   choice in the address, `?years=2019,2022`. The page is whole without this file, with the two newest reports compared. */
(function () {
  "use strict";

  var site = window.disclosure;
  var form = document.querySelector(".pick");
  var selects = form.querySelectorAll("select");
  var said = form.querySelector(".said");
  var known = Array.prototype.map.call(selects[0].options, function (option) { return option.value; }); // the newest first
  var fetched = {}; // year → its changes
  var asked = 0; // so that an answer to an earlier choice does not overwrite a later one

  function list(found) { return Array.prototype.slice.call(found); }

  /* Every row as it was built: its cells in order, the year that each is of, and the change between the newest two. */
  var rows = [];
  list(document.querySelectorAll(".by-year")).forEach(function (table) {
    var years = list(table.tHead.rows[0].cells).map(function (cell) { return cell.dataset.year; });
    list(table.rows).forEach(function (row) {
      var cells = list(row.cells);
      var change = row.querySelector(".change");
      rows.push({ row: row, cells: cells, years: years, change: change, content: list(change.childNodes) });
    });
  });

  function fill(cell, nodes) {
    cell.textContent = "";
    nodes.forEach(function (node) { cell.appendChild(node); });
  }

  function text(words) { return document.createTextNode(words); }

  function strong(words) {
    var made = document.createElement("b");
    made.textContent = words;
    return made;
  }

  function head(words) {
    var title = document.createElement("span"), ours = document.createElement("small");
    title.textContent = words;
    ours.textContent = "本站计算";
    return [title, ours];
  }

  /* `pair` is [newer, older]; null shows every year as the page was built. */
  function show(pair) {
    asked += 1;
    rows.forEach(function (one) {
      var newer;
      one.cells.forEach(function (cell, index) {
        one.row.appendChild(cell); // back to its place
        cell.hidden = Boolean(pair && one.years[index] && pair.indexOf(one.years[index]) < 0);
        if (pair && one.years[index] === pair[0]) newer = cell;
      });
      if (newer) one.row.insertBefore(one.change, newer.nextSibling);
      if (!pair) fill(one.change, one.content);
      else if (one.row.parentNode.tagName === "THEAD") fill(one.change, head("比" + pair[1] + "年"));
      else fill(one.change, []);
    });
    list(document.querySelectorAll(".by-year")).forEach(function (table) { table.classList.toggle("paired", Boolean(pair)); });
    list(document.querySelectorAll(".paper-only")).forEach(function (note) { note.hidden = Boolean(pair); });
    form.querySelector("[type=reset]").hidden = !pair;
    said.textContent = pair ? "只显示" + pair[0] + "年和" + pair[1] + "年。" : "";
    if (!pair) return;
    selects[0].value = pair[0];
    selects[1].value = pair[1];
    explain(pair, asked);
  }

  function hasReport(year) { return !document.querySelector('.by-year th.gap[data-year="' + year + '"]'); }

  function explain(pair, mine) {
    var lacking = pair.filter(function (year) { return !hasReport(year); });
    if (lacking.length) {
      each(function () { return text("没有" + lacking.join("、") + "年的报告"); });
      return;
    }
    changes(pair[0]).then(function (found) {
      var of = found[pair[1]];
      if (mine === asked) each(function (id) { return id in of.changes ? strong(of.changes[id]) : text(of.reasons[id]); });
    }, function () {
      if (mine !== asked) return;
      delete fetched[pair[0]];
      each(function () { return text("没有取到"); });
      said.textContent += "增减没有取到，接上网以后再点一次“并排”。";
    });
  }

  function each(words) {
    rows.forEach(function (one) {
      if (one.row.id) fill(one.change, [words(one.row.id)]);
    });
  }

  function changes(year) {
    fetched[year] = fetched[year] || fetch(new URL("years/" + year + "/changes.json", site.top)).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    });
    return fetched[year];
  }

  /* The two years that the address names, the newer first; null where it names none, or not two that are here. */
  function named() {
    var found = (new URLSearchParams(location.search).get("years") || "").split(",");
    var good = found.length === 2 && found[0] !== found[1] && found.every(function (year) { return known.indexOf(year) >= 0; });
    return good ? found.sort().reverse() : null;
  }

  function keep(pair) {
    history.pushState(null, "", pair ? "?years=" + pair[1] + "," + pair[0] : location.pathname);
    show(pair);
  }

  site.compareYears = function () {
    var pair = [selects[0].value, selects[1].value].sort().reverse();
    if (pair[0] === pair[1]) said.textContent = "请选两个不同的年份。";
    else keep(pair);
  };
  form.addEventListener("reset", function (event) {
    event.preventDefault();
    keep(null);
    selects[0].focus();
  });
  addEventListener("popstate", function () { show(named()); });
  if (named()) show(named());
})();
