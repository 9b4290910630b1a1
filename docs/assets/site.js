/* What every page can do with scripts: choose how it looks, open a figure's card and a word's meaning, say where in the page the
   reader is, and fetch the scripts for charts and search when they are wanted. Pages are whole without this file. */
(function () {
  "use strict";

  var root = document.documentElement;
  var top = new URL("..", document.currentScript.src);
  var addresses = JSON.parse(document.querySelector("script.assets").text); // `assets/charts.js` → its name in this build
  var fetched = {}; // name of a script or a style → the promise of it, so that each is fetched once

  function address(path) {
    return new URL(addresses[path], top);
  }

  /* A page that was open while a newer build was published asks for what is gone: it does without, as with the line down. */
  function load(name) {
    fetched[name] = fetched[name] || new Promise(function (resolve, reject) {
      var isStyle = /css$/.test(name), made = document.createElement(isStyle ? "link" : "script");
      if (isStyle) made.rel = "stylesheet";
      made[isStyle ? "href" : "src"] = address("assets/" + name);
      made.onload = resolve;
      made.onerror = function () {
        delete fetched[name]; // the line may be back at the next try
        reject(new Error(name));
      };
      document.head.appendChild(made);
    });
    return fetched[name];
  }

  /* What only scripts make has a style of its own, so that no page waits for it: both come together. */
  function styled(promise) {
    return Promise.all([promise, load("later.css")]).then(function (both) { return both[0]; });
  }

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  function button(text, press) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", press);
    return made;
  }

  // How it looks. The script in the page's head has set it before anything was painted.

  var STORED = "disclosure.display";
  var dark = matchMedia("(prefers-color-scheme: dark)");

  var choose = {
    large: function () {
      if ("large" in root.dataset) delete root.dataset.large;
      else root.dataset.large = "";
    },
    // Back to what the system says is back to following it.
    scheme: function () {
      var system = dark.matches ? "dark" : "light";
      var next = (root.dataset.scheme || system) === "dark" ? "light" : "dark";
      if (next === system) delete root.dataset.scheme;
      else root.dataset.scheme = next;
    },
  };

  function remember() {
    var chosen = {};
    if (root.dataset.scheme) chosen.scheme = root.dataset.scheme;
    if ("large" in root.dataset) chosen.large = true;
    try {
      if (Object.keys(chosen).length) localStorage.setItem(STORED, JSON.stringify(chosen));
      else localStorage.removeItem(STORED);
    } catch (refused) { /* it holds for this page then */ }
  }

  function showChoices() {
    each('[data-switch="large"]', function (one) { one.setAttribute("aria-pressed", String("large" in root.dataset)); });
  }

  // A figure's card

  var years = {}; // a year page's address → its figures' cards

  function cards(page) {
    years[page] = years[page] || fetch(new URL("cards.json", page)).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    });
    return years[page];
  }

  /* Part of an address without its percent signs; as it is where these are no UTF-8: a reader may type anything. */
  function decoded(part) {
    try { return decodeURIComponent(part); } catch (error) { return part; }
  }

  /* A whole address as people read it. */
  function readable(address) {
    try { return decodeURI(address); } catch (error) { return address; }
  }

  function openCard(link) {
    var target = new URL(link.href);
    var page = target.origin + target.pathname;
    return styled(cards(page)).then(function (found) {
      var html = found[decoded(target.hash.slice(1))];
      if (!html) throw new Error("no card");
      if (!document.querySelector("dialog[open]")) showCard(html, target, page); // one, however often it was asked for
    }).catch(function () {
      delete years[page];
      goTo(link.href); // the same facts, on the year's page
    });
  }

  function showCard(html, target, page) {
    var dialog = document.createElement("dialog");
    dialog.className = "figure-card";
    dialog.innerHTML = html; // made at build time, every word from the data escaped
    var heading = dialog.querySelector("h2");
    heading.id = "figure-card-label";
    dialog.setAttribute("aria-labelledby", heading.id);
    Array.prototype.forEach.call(dialog.querySelectorAll("a[href]"), function (link) {
      link.href = new URL(link.getAttribute("href"), page);
      link.addEventListener("click", function () { dialog.close(); });
    });
    dialog.querySelector(".address").textContent = readable(target.href);
    dialog.querySelector(".today").textContent = today();
    var actions = dialog.querySelector(".actions");
    if (navigator.clipboard) {
      actions.insertBefore(copying("复制引用", dialog.querySelector(".cite").textContent.trim()), actions.firstChild);
      actions.insertBefore(copying("复制固定网址", target.href), actions.children[1]);
    }
    dialog.insertBefore(button("关闭", function () { dialog.close(); }), dialog.firstChild).className = "close";
    dialog.addEventListener("click", function (event) {
      if (event.target === dialog && event.detail < 2) dialog.close(); // the second half of a double click is not meant for it
    });
    dialog.addEventListener("close", function () { dialog.remove(); });
    document.body.appendChild(dialog).showModal(); // the browser gives Esc and returns the focus
  }

  /* Where the line is down, a page is worth more than the browser's word that there is none. */
  function goTo(address) {
    if (navigator.onLine !== false) location.href = address;
    else if (!document.querySelector(".lost-line")) {
      var words = document.body.appendChild(document.createElement("p"));
      words.className = "lost-line";
      words.setAttribute("role", "alert");
      words.textContent = "网络断了，没有取到。接上网以后，再点一次。";
      setTimeout(function () { words.remove(); }, 6000);
    }
  }

  function copying(words, text) {
    var made = button(words, function () {
      navigator.clipboard.writeText(typeof text === "function" ? text() : text).then(function () { made.textContent = "已复制"; }, function () { made.textContent = "没有复制成"; });
    });
    made.setAttribute("aria-live", "polite");
    return made;
  }

  /* The day a reader cites, as GB/T 7714 writes it. */
  function today() {
    var now = new Date();
    function two(number) { return (number < 10 ? "0" : "") + number; }
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  // A word's meaning, where it stands: on a tap, or as the keyboard reaches it

  var shown; // the meaning that is open

  function hideMeaning() {
    if (!shown) return;
    shown.word.removeAttribute("aria-describedby");
    shown.note.remove();
    shown = null;
  }

  /* The heads of the statutory tables bring no meanings along: the page of words, where they lead, has them all. */
  function fetchMeanings(word) {
    return fetch(word.href).then(function (answer) { return answer.text(); }).then(function (html) {
      var page = new DOMParser().parseFromString(html, "text/html");
      each("a.term:not([data-meaning])", function (link) {
        var found = page.getElementById(decoded(link.hash.slice(1)));
        if (found) link.dataset.meaning = found.nextElementSibling.firstChild.textContent.trim();
      });
      if (!word.dataset.meaning) throw new Error("no such word");
    });
  }

  function showMeaning(word) {
    if (shown && shown.word === word) return;
    hideMeaning();
    if (!word.dataset.meaning) {
      fetchMeanings(word).then(function () { showMeaning(word); }, function () { goTo(word.href); });
      return;
    }
    var note = document.createElement("span");
    note.className = "meaning";
    note.id = "meaning";
    note.setAttribute("role", "tooltip");
    note.textContent = word.dataset.meaning;
    document.querySelector("main").appendChild(note);
    word.setAttribute("aria-describedby", note.id);
    shown = { word: word, note: note };
    var at = word.getClientRects()[0];
    var widest = root.clientWidth - note.offsetWidth - 12;
    note.style.left = Math.max(12, Math.min(at.left, widest)) + scrollX + "px";
    note.style.top = at.bottom + scrollY + 6 + "px";
  }

  // Where in the page the reader is

  function follow(contents) {
    var unfold = contents.querySelector(".unfold");
    unfold.addEventListener("click", function () {
      unfold.setAttribute("aria-expanded", String(unfold.getAttribute("aria-expanded") !== "true"));
    });
    if (!window.IntersectionObserver) return;
    var links = Array.prototype.slice.call(contents.querySelectorAll("a"));
    var headings = links.map(function (link) { return document.getElementById(decoded(link.hash.slice(1))); });
    function mark() {
      var passed = -1;
      headings.forEach(function (heading, index) {
        if (heading && heading.getBoundingClientRect().top < innerHeight / 3) passed = index;
      });
      links.forEach(function (link, index) {
        if (index === passed) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      });
      if (passed >= 0) keepInView(links[passed], contents);
    }
    // Only as a heading comes or goes, not at every step of scrolling.
    var observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
    headings.forEach(function (heading) { if (heading) observer.observe(heading); });
  }

  function keepInView(link, box) {
    var over = link.offsetTop + link.offsetHeight - box.clientHeight - box.scrollTop;
    if (over > 0) box.scrollTop += over + box.clientHeight / 3;
    else if (link.offsetTop < box.scrollTop) box.scrollTop = link.offsetTop - box.clientHeight / 3;
  }

  // An address that leads nowhere: the pages whose addresses share most words with it

  function suggest(line) {
    function words(path) { return readable(path).toLowerCase().split(/[^a-z0-9]+/).filter(Boolean); }
    function begins(one, other) { return one.indexOf(other) === 0 || other.indexOf(one) === 0; } // year, years
    var asked = words(location.pathname);
    var found = Array.prototype.map.call(document.querySelectorAll(".site-map a"), function (link) {
      var shared = words(link.pathname).filter(function (word) { return asked.some(begins.bind(null, word)); });
      return { link: link, shared: shared.length };
    });
    var most = Math.max.apply(null, found.map(function (one) { return one.shared; }));
    var base = words(top.pathname).length; // words that every address here has
    if (most <= base) return;
    found.filter(function (one) { return one.shared === most; }).slice(0, 3).forEach(function (one) {
      line.appendChild(one.link.cloneNode(true));
    });
    line.hidden = false;
  }

  // Paper follows no link: its address is written beside it, unless it leads to this page itself

  var opened = []; // for paper

  addEventListener("beforeprint", function () {
    each("article a[href]:not(.figure):not(.term)", function (link) {
      if (link.closest("table, .card, .record, .topics, .source, .further")) return; // where it would crowd out what is said
      if (link.pathname !== location.pathname) link.dataset.address = readable(link.href);
    });
    each("details:not([open])", function (one) { one.open = true; opened.push(one); });
  });
  addEventListener("afterprint", function () {
    opened.splice(0).forEach(function (one) { one.open = false; });
  });

  /* What an address names may be folded away: not every browser opens it, and none opens what is named itself. A search
     result's words follow the name, behind a question mark. */
  function unfold(hash) {
    var target = document.getElementById(decoded(hash.slice(1).split("?")[0]));
    var folded = false;
    for (var at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS" && !at.open) folded = at.open = true;
      if (at.parentElement && at.parentElement.matches(".pair") && !at.offsetWidth) {
        showSpan(at.parentElement, at.matches(".trend"));
        folded = true;
      }
    }
    if (folded) target.scrollIntoView();
  }

  addEventListener("hashchange", function () { unfold(location.hash); });

  // What a reader chose to see of charts stands in the address, as `?trend=push-sealed&span=push-sealed:2010-2015`: whoever gets
  // the link sees the same

  function named(what) {
    return (new URLSearchParams(location.search).get(what) || "").split(",").filter(Boolean);
  }

  function isOf(id) {
    return function (one) { return one.split(":")[0] === id; };
  }

  /* What the address gives a chart: the text after its name, else whether it is named. */
  function kept(what, id) {
    var found = named(what).filter(isOf(id))[0] || "";
    return found.slice(id.length + 1) || Boolean(found);
  }

  /* `value` is a text to keep, true to name the chart only, false to name it no more. */
  function keep(what, id, value) {
    var query = new URLSearchParams(location.search), isThis = isOf(id);
    var all = named(what).filter(function (one) { return !isThis(one); }).concat(value ? id + (value === true ? "" : ":" + value) : []);
    if (all.length) query.set(what, all.join(","));
    else query.delete(what);
    var words = query.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
    history.replaceState(history.state, "", location.pathname + (words ? "?" + words : "") + location.hash);
  }

  // A chart of one year and its trend, in one place

  function showSpan(pair, years) {
    pair.dataset.view = years ? "years" : "year";
    Array.prototype.forEach.call(pair.querySelectorAll(".spans a"), function (link, index) {
      if (Boolean(index) === years) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }

  // Charts and search, when they are wanted

  var saving = navigator.connection && navigator.connection.saveData;

  function near(entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) return;
      coming.unobserve(entry.target);
      styled(load("charts.js")).then(function () { window.disclosure.drawChart(entry.target); }, function () { /* the table stays */ });
    });
  }

  var coming = window.IntersectionObserver && !saving && !matchMedia("print").matches
    ? new IntersectionObserver(near, { rootMargin: "200px" })
    : { observe: function () { /* tables say the same */ } };

  var searching; // the dialog's parts, made once: { dialog, form, field, status }

  /* The field is there, and has the focus, before the script that searches has come: what is typed meanwhile is kept,
     and a phone opens its keyboard only for a field that gets the focus within the tap itself. */
  function searchDialog() {
    var dialog = document.createElement("dialog"), form = document.createElement("form");
    var label = document.createElement("label"), field = document.createElement("input"), status = document.createElement("p");
    dialog.className = "search";
    dialog.setAttribute("aria-label", "搜索");
    label.htmlFor = field.id = "search-words";
    label.textContent = "搜索";
    Object.assign(field, { type: "search", enterKeyHint: "go", autocomplete: "off", maxLength: 60 });
    status.className = "said";
    status.setAttribute("role", "status");
    status.textContent = "正在取搜索用的数据……";
    [label, field, button("关闭", function () { dialog.close(); })].forEach(function (part) { form.appendChild(part); });
    [form, status].forEach(function (part) { dialog.appendChild(part); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    return { dialog: dialog, form: form, field: field, status: status };
  }

  function openSearch(words) {
    var siteMap = new URL("about/site-map/", top);
    if (!window.HTMLDialogElement) return goTo(siteMap);
    searching = searching || searchDialog();
    if (!searching.dialog.isConnected) document.body.appendChild(searching.dialog);
    if (!searching.dialog.open) searching.dialog.showModal(); // the browser keeps the focus inside, and gives it back
    if (words) searching.field.value = words;
    searching.field.focus();
    searching.field.select();
    styled(load("search.js")).then(function () { window.disclosure.search(searching); }, function () {
      searching.dialog.close();
      goTo(siteMap);
    });
  }

  /* Any two years side by side, on the years page. */
  document.addEventListener("submit", function (event) {
    if (!event.target.matches(".pick")) return;
    event.preventDefault();
    load("years.js").then(function () { window.disclosure.compareYears(); }, function () { goTo(location.href); });
  });

  /* What a reader sees first is not to wait for the charts' library. */
  function afterPaint(act) {
    requestAnimationFrame(function () { setTimeout(act); });
  }

  // All together

  var known = new WeakSet(); // what has been begun with

  function eachNew(selector, act) {
    each(selector, function (element) {
      if (known.has(element)) return;
      known.add(element);
      act(element);
    });
  }

  function start() {
    afterPaint(function () {
      eachNew(".chart", function (figure) {
        if (figure.querySelector("script.plot")) coming.observe(figure);
      });
    });
    eachNew(".pair", function (pair) {
      var id = pair.dataset.chart;
      if (kept("years", id)) { // as addresses named it once
        keep("years", id, false);
        keep("trend", id, true);
      }
      showSpan(pair, kept("trend", id));
    });
    eachNew(".contents", follow);
    eachNew(".lost", suggest);
    eachNew(".by textarea", fill);
    each("a[data-open-search]", function (one) { one.setAttribute("aria-haspopup", "dialog"); });
    showChoices();
    if (document.querySelector(".pick") && /[?&]years=/.test(location.search)) load("years.js");
    if (location.hash.indexOf("?") > 0) load("search.js"); // a result led here: its words are to be marked
  }

  function opens(event) {
    return !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  }

  document.addEventListener("click", function (event) {
    var at = event.target.closest ? event.target : event.target.parentElement;
    var term = at.closest("a.term");
    if (!term) hideMeaning();
    if (!opens(event)) return;
    var within = at.closest('a[href^="#"]'), span = at.closest(".spans a");
    if (span) {
      var pair = span.closest(".pair"), years = span !== span.parentNode.firstElementChild;
      event.preventDefault();
      showSpan(pair, years);
      keep("trend", pair.dataset.chart, years);
    } else if (within) unfold(within.hash); // its address may be the page's already
    var link = at.closest("a.figure"), chosen = at.closest("[data-switch]"), search = at.closest("[data-open-search]");
    if (chosen) {
      choose[chosen.dataset.switch]();
      remember();
      showChoices();
    } else if (search) {
      event.preventDefault();
      openSearch(search.dataset.words);
    } else if (term && !(shown && shown.word === term)) { // what is shown already leads on to the glossary
      event.preventDefault();
      showMeaning(term);
    } else if (link && window.HTMLDialogElement) {
      event.preventDefault();
      openCard(link);
    }
  });

  document.addEventListener("focusin", function (event) {
    if (event.target.matches("a.term[data-meaning]") && event.target.matches(":focus-visible")) showMeaning(event.target);
    else if (!event.target.matches("a.term")) hideMeaning();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") hideMeaning();
    var typing = event.target.closest("input, textarea, select, dialog");
    if (event.key === "/" && opens(event) && !event.altKey && !typing) {
      event.preventDefault();
      openSearch();
    }
  });

  /* A chart's page by itself: its line of HTML gets the address at which the page is read, with what was chosen there. */
  function fill(field) {
    function write() {
      var source = encodeURI(readable(location.href.split("#")[0])).replace(/&/g, "&amp;");
      field.value = field.value.replace(/src="[^"]*"/, function () { return 'src="' + source + '"'; });
      return field.value;
    }
    write();
    field.closest("details").addEventListener("toggle", write);
    field.addEventListener("focus", function () { write(); field.select(); });
    if (navigator.clipboard) field.parentNode.appendChild(copying("复制", write));
  }

  /* A chart in a frame of another site tells that site how high it is; the lines to copy have what listens. */
  function tellHeight() {
    var height = Math.ceil(document.querySelector("footer.by").getBoundingClientRect().bottom + scrollY);
    parent.postMessage({ type: "disclosure:height", height: height }, "*"); // no secret: any site may frame it
  }

  if (parent !== window && document.body.matches(".framed") && window.ResizeObserver) {
    var grown = new ResizeObserver(tellHeight);
    each(".page, footer.by", function (part) { grown.observe(part); });
  }

  /* The first page's ways on: its address to paste, and the picture that goes with it, to save and send. */
  each(".ways", function (list) {
    var row = document.createElement("p"), picture = document.querySelector('meta[property="og:image"]');
    row.className = "passed-on";
    if (navigator.clipboard) row.appendChild(copying("复制本页网址，发给别人", location.href.split("#")[0]));
    if (picture) {
      var link = document.createElement("a");
      link.href = new URL(picture.content).pathname;
      link.download = "";
      link.textContent = "存一张图，发到微信";
      row.appendChild(link);
    }
    if (row.firstChild) list.parentNode.insertBefore(row, list.nextSibling);
  });

  window.disclosure = { top: top, address: address, load: load, openCard: openCard, copying: copying, keep: keep, kept: kept };
  start();
  unfold(location.hash);
  // A script may put another page's content in this one's place, as instant navigation does.
  var swapped = new MutationObserver(start);
  [document.body, document.querySelector(".page")].forEach(function (box) { swapped.observe(box, { childList: true }); });
})();
