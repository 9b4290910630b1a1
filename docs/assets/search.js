/* Search: words, figures as printed and years, in the index that each build writes. `finder` is the pure part,
   which Node can load too; then come the dialog, and the marks on a page that a result led to. */
(scope => {
  "use strict";

  // Text as it is compared: width, case, spaces and punctuation set aside, decimal points kept

  const LETTER = /[\p{L}\p{N}]/u, DIGIT = /\d/, THOUSAND = /^\d{3}(?!\d)/;

  /* `at`, if given, gets the place in `text` of each folded character. */
  function fold(text, at = []) {
    let folded = "", gap = "";
    const add = (character, index) => {
      at[folded.length] = index;
      folded += character;
    };
    const parted = (one, index) => { // 〔2022〕5号 is not 20225号, but 1,860 is 1860
      if (!gap || !DIGIT.test(one) || !DIGIT.test(folded.slice(-1))) return false;
      return gap !== "," || !THOUSAND.test(text.substr(index, 4).normalize("NFKC"));
    };
    for (let index = 0; index < text.length; index++) {
      const character = text[index], han = character >= "一" && character <= "鿿";
      for (const one of han ? character : character.normalize("NFKC").toLowerCase()) {
        if (!han && !LETTER.test(one)) gap += one;
        else {
          if (parted(one, index)) add(gap === "." ? gap : " ", index);
          add(one, index);
          gap = "";
        }
      }
    }
    return folded;
  }

  /* Where `words` stand in a folded text, at `from` or after; -1 if nowhere. 6亿 is no part of 56亿. */
  function place(text, words, from = 0) {
    let at = text.indexOf(words, from);
    while (at >= 0 && (cuts(text, at) || cuts(text, at + words.length))) at = text.indexOf(words, at + 1);
    return at;
  }

  const cuts = (text, at) => /[\d.]{2}/.test(text.slice(Math.max(0, at - 1), at + 1));
  const has = (text, words) => place(text, words) >= 0;

  // Figures: 34.67万人, 346700 and 近34.67万 are one value

  const AMOUNT = "(\\d+(?:\\.\\d+)?)[余多]?([百千]?万?亿?)", NUMBER = new RegExp(AMOUNT + "(?![\\d.年月日号])", "g");
  const SCALES = { 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8 };

  const valueOf = (digits, scales) => [...scales].reduce((value, scale) => value * SCALES[scale], Number(digits));
  const among = (values, value) => values.some(other => Math.abs(other - value) <= 1e-9 * Math.abs(value));

  /* Every number in a folded text but those of dates and documents: [value, from, to]. */
  function numbers(folded) {
    const found = [];
    folded.replace(NUMBER, (words, digits, scales, at) => found.push([valueOf(digits, scales), at, at + words.length]));
    return found;
  }

  // The index, made ready: a document is an item, or what one year's report has of it

  const age = doc => doc.year || Infinity; // what belongs to no year is of today

  function prepare(index) {
    const texts = [];
    const kept = (text = "") => texts[texts.push(fold(text)) - 1];
    const values = folded => numbers(folded).map(([value]) => value);
    const docs = index.items.flatMap(item => {
      const [address, title, text, within, editions = [[]]] = item;
      const of = { item, title: kept(title), text: kept(text), within: kept(within), weight: weight(item, index.editors) };
      of.numbers = values(`${of.title}\n${of.text}`);
      return editions.map(([year, own, section, shown, counted = []]) => {
        const text = kept(own);
        return {
          of, year, own, section, shown, address: year ? `years/${year}/${address}` : address,
          text, within: kept(section), printed: kept(shown), values: counted, numbers: values(text),
        };
      });
    });
    docs.sort((one, other) => (age(one) < age(other)) - (age(one) > age(other)));
    const words = index.words.map(group => group.map(shown => ({ shown, folded: fold(shown) })));
    const longest = (one, other) => other.length - one.length;
    const perhaps = list => `(?:${list.map(word => fold(word)).filter(Boolean).sort(longest).join("|")})?`;
    const figure = perhaps(index.hedges) + AMOUNT + perhaps(index.units) + perhaps(index.hedges);
    return { docs, words, figure, years: index.years, all: texts.join("\n") };
  }

  // What is asked: a year, and pieces {words, value, forms} that are all looked for

  const YEAR = /(?:^|\D)((?:19|20)\d\d)(?![\d.])(年?)/g;
  const ASKING = new RegExp([
    "请问", "我?想(?:知道|问|查|看)?", "怎么[样办]?", "怎样", "如何", "为什么", "什么", "有?多少[人钱个]?", "哪[些里个]?", "有没有", "是不是",
    "可以", "[这那]个",
  ].join("|"), "g"), PARTICLES = /[吗呢的了和与]/g;

  function figure(corpus, words) {
    const found = new RegExp(`^${corpus.figure}$`).exec(words);
    return found && { words, value: valueOf(found[1], found[2]), forms: [] };
  }

  /* `forms` are other words for it, from the glossary. */
  function phrase(corpus, words) {
    const groups = corpus.words.filter(group => group.some(word => word.folded === words));
    const forms = groups.flat().filter(word => word.folded !== words);
    return forms.length || has(corpus.all, words) ? { words, forms } : null;
  }

  /* The fewest phrases that the index knows; what it doesn't know is left out. */
  function split(corpus, words) {
    const best = [{ cost: 0, pieces: [] }];
    for (let end = 1; end <= words.length; end++) {
      best[end] = { cost: best[end - 1].cost + 2, pieces: best[end - 1].pieces };
      for (let start = end - 2, known; start >= 0 && (known = phrase(corpus, words.slice(start, end))); start--) {
        const { cost, pieces } = best[start];
        if (cost < best[end].cost) best[end] = { cost: cost + 1, pieces: [...pieces, known] };
      }
    }
    return best[words.length].pieces;
  }

  function pieces(corpus, part) {
    const found = [];
    const rest = part.replace(new RegExp(corpus.figure, "g"), one => {
      found.push(figure(corpus, one));
      return " ";
    });
    const each = (text, unknown) =>
      text.split(" ").filter(word => word.length > 1).flatMap(word => phrase(corpus, word) || unknown(word));
    const parts = word => (/^[a-z\d]+$/.test(word) ? [] : split(corpus, word)); // csv is not cs
    return found.concat(each(rest.replace(ASKING, " "), word => each(word.replace(PARTICLES, " "), parts)));
  }

  /* A number of four digits is a year where there is a report for it, or 年 behind it. */
  function yearIn(corpus, folded) {
    const found = [...folded.matchAll(YEAR)].map(([, digits, word]) => ({ year: Number(digits), word }));
    return (found.find(({ year, word }) => word || corpus.years.includes(year)) || {}).year;
  }

  function plan(corpus, query) {
    const whole = fold(query), year = yearIn(corpus, whole), said = new RegExp(`(^|\\D)${year}(?![\\d.])(年度?)?`);
    const without = text => text.replace(said, "$1").trim(), rest = without(whole);
    const entire = rest && (figure(corpus, whole) || phrase(corpus, whole));
    if (entire || !rest) return { year: corpus.years.find(one => one === year), pieces: entire ? [entire] : [] };
    const known = year && (figure(corpus, rest) || phrase(corpus, rest));
    if (known) return { year, pieces: [known] };
    const parts = query.split(/[^\p{L}\p{N}.,，]+/u).map(part => without(fold(part)));
    return { year, parted: true, pieces: parts.flatMap(part => pieces(corpus, part)) };
  }

  // How well a document fits: page, heading, another word for either, figure's label, text; the whole before a part

  const FOUND = 10, EXACTLY = 5, OTHER_WORD = 0.55;

  function weight([address, , , , editions], editors) {
    if (address.startsWith(editors)) return 2.5;
    if (editions && address.includes(".")) return 3.5; // a figure, or a row of a table
    return editions || address.includes("#") ? 7 : 8;
  }

  function fits({ of, text, within }, words) {
    if (has(of.title, words)) return of.weight + (of.title === words ? EXACTLY : words.length / of.title.length);
    return has(of.text, words) || has(text, words) ? 2 : Number(has(of.within, words) || has(within, words));
  }

  function strength(doc, { words, value, forms }) {
    if (value === undefined) return Math.max(fits(doc, words), ...forms.map(form => OTHER_WORD * fits(doc, form.folded)));
    if (among(doc.values, value)) return doc.printed ? 14 + has(doc.printed, words) : 4;
    return Math.max(fits(doc, words), among(doc.of.numbers, value) || among(doc.numbers, value) ? 1.5 : 0);
  }

  /* Of two pieces the longer says more. */
  function scored(doc, { year, pieces }) {
    if (year && doc.year && doc.year !== year) return null;
    let covered = year && doc.year && !pieces.length ? 1 : 0, score = Number(doc.of.item[0] === "#");
    pieces.forEach(piece => {
      const strong = strength(doc, piece), worth = piece.words.length ** 2;
      if (strong) covered += worth;
      if (strong) score += worth * (FOUND + strong);
    });
    return covered ? { doc, covered, score } : null;
  }

  function ranked(corpus, asked) {
    const found = corpus.docs.map(doc => scored(doc, asked)).filter(Boolean);
    const most = Math.max(...found.map(one => one.covered));
    const yearly = one => Number(Boolean(asked.year && one.doc.year));
    found.sort((one, other) => yearly(other) - yearly(one) || other.score - one.score);
    return found.filter(one => one.covered >= most / 2).map(one => one.doc);
  }

  /* What was asked with `results`, each a document and those of the same item in other years. `elsewhere`: the year's report has none,
     and these are from others. `words` and `values` are to be marked, `also` are the other words that were looked for. */
  function find(corpus, query) {
    const asked = plan(corpus, query), { year, pieces } = asked;
    let found = ranked(corpus, asked);
    const elsewhere = year && !found.some(doc => doc.year);
    if (elsewhere) found = ranked(corpus, { pieces });
    const results = new Map();
    found.forEach(doc => results.set(doc.of, [...(results.get(doc.of) || []), doc]));
    const forms = pieces.flatMap(piece => piece.forms).filter(form => has(corpus.all, form.folded));
    return {
      ...asked, elsewhere, results: [...results.values()],
      words: [...pieces.map(piece => piece.words), ...forms.map(form => form.folded)],
      values: pieces.map(piece => piece.value).filter(value => value !== undefined),
      also: forms.map(form => form.shown),
    };
  }

  /* [from, to] of everything in a text that was looked for. */
  function marks(text, { words, values }) {
    const at = [], folded = fold(text, at), joined = [];
    const ranges = numbers(folded).filter(([value]) => among(values, value)).map(([, from, to]) => [from, to]);
    words.forEach(word => {
      for (let from = place(folded, word); from >= 0; from = place(folded, word, from + 1)) ranges.push([from, from + word.length]);
    });
    ranges.sort((one, other) => one[0] - other[0]).forEach(([first, end]) => {
      const last = joined[joined.length - 1], from = at[first], to = at[end - 1] + 1;
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else joined.push([from, to]);
    });
    return joined;
  }

  scope.finder = { prepare, find, marks, among };
})(typeof module === "undefined" ? window.disclosure : module.exports);

if (typeof window !== "undefined") (disclosure => {
  "use strict";

  const { prepare, find, marks, among } = disclosure.finder;
  const { top } = disclosure, siteMap = new URL("about/site-map/", top);
  const MOST = 20, OTHER_YEARS = 5, LINE = 90, WAIT = 120;

  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const button = (words, onclick) => make("button", { type: "button", onclick }, words);
  const fill = (box, children) => {
    box.textContent = "";
    box.append(...children);
  };

  /* A text with what was looked for marked: strings and elements, never markup. */
  function marked(text, asked) {
    const made = [], end = marks(text, asked).reduce((done, [from, to]) => {
      made.push(text.slice(done, from), make("mark", {}, text.slice(from, to)));
      return to;
    }, 0);
    return [...made, text.slice(end)];
  }

  // The dialog

  let index, corpus, coming, waiting;
  let dialog, form, field, said; // site.js has made them, and may have had words typed into them already
  const list = make("ol"), help = make("div", { className: "help" });

  function fetched() {
    coming = coming || fetch(disclosure.address("assets/search.json")).then(answer => {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }).then(found => {
      index = found;
      corpus = prepare(found);
    });
    return coming;
  }

  function search() {
    clearTimeout(waiting);
    if (corpus) return show(field.value.trim());
    fill(said, ["正在取搜索用的数据……"]);
    return fetched().then(search, () => {
      coming = null; // the line may be back at the next try
      const map = make("a", { href: siteMap }, "网站地图");
      fill(said, ["搜索用的数据没有取到。请检查网络，再打一次字；网站刚更新过的话，请刷新这一页。也可以从", map, "里找。"]);
    });
  }

  function show(query) {
    const asked = find(corpus, query);
    fill(said, [query ? summary(query, asked) : "可以打词、数字或年份。"]);
    fill(list, asked.results.slice(0, MOST).map(found => result(found, asked)));
    fill(help, asked.results.length ? [] : advice());
  }

  function summary(query, { results, year, elsewhere, parted, pieces, also }) {
    if (!results.length) return `没有找到“${query}”。`;
    return [
      `找到 ${results.length} 处${results.length > MOST ? `，先列 ${MOST} 处` : ""}`,
      elsewhere && `${year}年的报告里没有，这些是别处的`,
      parted && `没有整句，找的是${pieces.map(piece => `“${piece.words}”`).join("")}`,
      also.length && `也找了：${also.join("、")}`,
    ].filter(Boolean).join("；");
  }

  /* What was asked goes along behind the place in the page, which no server ever sees. */
  function leading(doc, asked, ...words) {
    const url = new URL(doc.address, top);
    const led = [...asked.words.map(word => ["h", word]), ...asked.values.map(value => ["n", value])];
    if (led.length) url.hash += `?${new URLSearchParams(led)}`;
    return make("a", { href: url, onclick: () => dialog.close() }, ...words);
  }

  function result([doc, ...others], asked) {
    const [, title, text, within] = doc.of.item;
    const where = [doc.year && `${doc.year}年报告`, doc.section, !doc.shown && within].filter(Boolean).join(" › ");
    const line = excerpt([doc.own, text].filter(Boolean).join(" · "), asked);
    const years = others.slice(0, OTHER_YEARS).map(other => leading(other, asked, `${other.year}年 ${other.shown || ""}`));
    return make("li", {}, leading(doc, asked,
      make("small", {}, where), make("strong", {}, ...marked(title, asked)),
      make("b", {}, ...marked(doc.shown || "", asked)), make("span", {}, ...marked(line, asked)),
    ), ...(years.length ? [make("p", {}, "别的年份：", ...years)] : []));
  }

  /* The part of a text around the first of what was looked for. */
  function excerpt(text, asked) {
    const [first] = marks(text, asked), from = first && first[0] > LINE / 2 ? first[0] - LINE / 4 : 0;
    return (from ? "…" : "") + text.substr(from, LINE) + (text.length > from + LINE ? "…" : "");
  }

  function advice() {
    const others = index.words.map(([word, ...also]) => also.find(other => !word.includes(other))).filter(Boolean);
    const tries = others.slice(0, 10).map(word => button(word, () => lookFor(word)));
    const topics = index.topics.map(([path, title, question]) => [new URL(path, top), `${title}：${question}`]);
    const pages = [...topics, [siteMap, "网站地图：全部页面"]].map(([href, words]) => make("li", {}, make("a", { href }, words)));
    const years = `有报告的年份：${index.years.join("、")}`;
    return [make("p", {}, "试试：", ...tries), make("p", {}, years), make("ul", {}, ...pages)];
  }

  /* Searches for what is in the dialog's field, now and whenever it changes. */
  function begin(parts) {
    if (!dialog) attach(parts);
    search();
  }

  function attach(parts) {
    ({ dialog, form, field, status: said } = parts);
    dialog.append(list, help);
    field.addEventListener("input", event => {
      clearTimeout(waiting);
      if (!event.isComposing) waiting = setTimeout(search, WAIT); // half a word in pinyin is nothing to look for
    });
    field.addEventListener("compositionend", search);
    form.addEventListener("submit", () => {
      search();
      if (list.firstChild) list.querySelector("a").click();
    });
    dialog.addEventListener("keydown", walk);
    dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
  }

  /* The arrows go from the field through the results. */
  function walk(event) {
    const stops = [field, ...list.querySelectorAll("a")], step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || !(step || event.key === "Escape")) return;
    event.preventDefault(); // Esc would only empty the field
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!step) dialog.close();
    else if (next) next.focus();
  }

  function lookFor(words) {
    field.value = words;
    field.focus();
    field.select();
    search();
  }

  // On the page that a result led to: its words marked, and its address as it is without them

  function arrive() {
    const [place, led] = location.hash.split("?"), main = document.querySelector("main"), texts = [];
    if (!led) return;
    const given = new URLSearchParams(led), asked = { words: given.getAll("h").filter(Boolean), values: given.getAll("n").map(Number) };
    main.querySelectorAll("mark").forEach(mark => mark.replaceWith(mark.textContent));
    main.normalize();
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("script, style, svg, button")) texts.push(walker.currentNode);
    texts.forEach(text => {
      const data = text.parentElement.closest("data"), whole = data && data.value && among(asked.values, Number(data.value));
      const made = whole ? [make("mark", {}, text.data)] : marked(text.data, asked);
      if (whole || made.length > 1) text.replaceWith(...made);
    });
    location.replace(place || "#");
  }

  disclosure.search = begin;
  addEventListener("hashchange", arrive);
  arrive();
})(window.disclosure);
