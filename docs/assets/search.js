/* Search: words, figures as printed and years, in the index that each build writes. `finder` is the pure part,
   which Node can load too; then come the dialog, and the marks on a page that a result led to. */
(scope => {
  "use strict";

  // Text as it is compared: width, case, spaces and punctuation set aside, decimal points kept

  const LETTER = /[\p{L}\p{N}]/u, DIGIT = /\d/, LATIN = /[a-z]/, PLAIN = /[一-鿿a-z\d]/, THOUSAND = /^\d{3}(?!\d)/;

  /* `at`, if given, gets the place in `text` of each folded character. */
  function fold(text, at = []) {
    let folded = "", gap = "";
    const add = (character, index) => {
      at[folded.length] = index;
      folded += character;
    };
    const parted = (one, index) => { // 〔2022〕5号 is not 20225号, but 1,860 is 1860
      if (!gap) return false;
      const last = folded.slice(-1);
      if (LATIN.test(one) && LATIN.test(last)) return true; // www.abgjj.example has no word gjj
      if (!DIGIT.test(one) || !DIGIT.test(last)) return false;
      return gap !== "," || !THOUSAND.test(text.substr(index, 4).normalize("NFKC"));
    };
    for (let index = 0; index < text.length; index++) {
      const character = text[index], plain = PLAIN.test(character);
      for (const one of plain ? character : character.normalize("NFKC").toLowerCase()) {
        if (!plain && !LETTER.test(one)) gap += one;
        else {
          if (parted(one, index)) add(gap === "." && DIGIT.test(one) ? gap : " ", index);
          add(one, index);
          gap = "";
        }
      }
    }
    return folded;
  }

  /* Where `words` stand in a folded text, at `from` or after; -1 if nowhere. 6亿 is no part of 56亿, 九条 of 三十九条, nor cs of csv. */
  function place(text, words, from = 0) {
    let at = text.indexOf(words, from);
    while (at >= 0 && (cuts(text, at) || cuts(text, at + words.length))) at = text.indexOf(words, at + 1);
    return at;
  }

  const cuts = (text, at) => /[\d.]{2}|[a-z]{2}|[〇零一二三四五六七八九十百千]{2}/.test(text.slice(Math.max(0, at - 1), at + 1));
  const has = (text, words) => place(text, words) >= 0;

  // Figures: 34.67万人, 346700 and 近34.67万 are one value

  const SCALES = { 十: 10, 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8 };
  const longest = (one, other) => other.length - one.length;
  const anyOf = list => list.map(word => fold(word)).filter(Boolean).sort(longest).join("|") || "(?!)";
  const perhaps = list => `(?:${anyOf(list)})?`;
  /* `between`: hedges that stand behind the digits, 20余万; in speech also 20来万. */
  const amount = between => `(\\d+(?:\\.\\d+)?)${perhaps([...between, "来"])}([百千]?万?亿?)`;

  const valueOf = (digits, scales) => [...scales].reduce((value, scale) => value * SCALES[scale], Number(digits));
  const among = (values, value) => values.some(other => Math.abs(other - value) <= 1e-9 * Math.abs(value));

  const numberIn = between => new RegExp(amount(between) + "(?![\\d.年月日号])", "g");

  /* Every number in a folded text but those of dates and documents: [value, from, to]. */
  function numbers(folded, number) {
    const found = [];
    if (DIGIT.test(folded)) folded.replace(number, (words, digits, scales, at) => found.push([valueOf(digits, scales), at, at + words.length]));
    return found;
  }

  // Chinese numerals: 二百七十四 is 274, 三十四点六七万 is 34.67万

  const NUMERAL = Object.fromEntries([..."零一二三四五六七八九"].map((one, digit) => [one, digit]));
  Object.assign(NUMERAL, { 〇: 0, 两: 2 });
  const DIGITS = Object.keys(NUMERAL).join("");
  const HAN_NUMBER = new RegExp(`(?:百分之)?([${DIGITS}十][${DIGITS}十百千万亿]*)(?:点([${DIGITS}]+))?`, "g");

  /* 二百七十四 → 274; digits without scales, 二〇二二, are read one by one. */
  function integer(words) {
    let total = 0, section = 0, digit = 0;
    for (const one of words) {
      const unit = SCALES[one];
      if (!unit) digit = digit * 10 + NUMERAL[one];
      else if (unit < 1e4) {
        section += (digit || 1) * unit;
        digit = 0;
      } else {
        const part = section + digit;
        total = total < unit ? (total + part) * unit : total + part * unit;
        section = digit = 0;
      }
    }
    return total + section + digit;
  }

  /* A numeral of one character is a number only where nothing but a unit or the end goes with it: 九条, but not 统一. */
  function arabic(corpus, folded) {
    return folded.replace(HAN_NUMBER, (words, whole, decimals, at) => {
      const alone = whole.length === 1 && !decimals, after = folded.slice(at + words.length);
      if (alone && !(at === 0 && corpus.counted.test(after))) return words;
      return integer(whole) + (decimals ? `.${[...decimals].map(one => NUMERAL[one]).join("")}` : "");
    });
  }

  // The index, made ready: a document is an item, or what one year's report has of it

  const age = doc => doc.year || Infinity; // what belongs to no year is of today

  /* Yields after each item, so that a page can go on in between; `prepare` does it in one go. */
  function* preparing(index) {
    const texts = [], named = new Set(), { before, between, after } = index.hedges, units = index.units.flat();
    const kept = (text = "") => texts[texts.push(text.split(" · ").map(part => fold(part)).join("\n")) - 1];
    const name = (text = "") => {
      named.add(fold(text));
      return kept(text);
    };
    const number = numberIn(between), values = folded => numbers(folded, number).map(([value]) => value);
    const docs = [];
    for (const item of index.items) {
      const [address, title, text, within, editions = [], search = []] = item, guide = address.startsWith(index.editors);
      const of = {
        item, guide, title: guide ? kept(title) : name(title), text: kept(text), within: kept(within),
        search: search.map(kept), weight: weight(address, editions),
      };
      of.numbers = values(`${of.title}\n${of.text}`);
      for (const [year, own, section, shown, counted = []] of editions.length ? editions : [[]]) {
        const text = kept(own);
        docs.push({
          of, year, own, section, shown, address: year ? `years/${year}/${address}` : address,
          text, within: kept(section), printed: kept(shown), values: counted, numbers: values(text),
        });
      }
      yield;
    }
    yield;
    docs.sort((one, other) => (age(one) < age(other)) - (age(one) > age(other)));
    const words = index.words.map(group => group.map(shown => ({ shown, folded: fold(shown) })));
    words.flat().forEach(word => named.add(word.folded));
    yield;
    const asked = [...new Set(docs.flatMap(doc => doc.of.search))];
    const terms = new Set([...words.flat().map(word => word.folded), ...asked, ...index.plain.map(([word]) => word)]);
    yield;
    const all = texts.join("\n"), figures = docs.flatMap(doc => [...doc.values, ...doc.numbers, ...doc.of.numbers]);
    yield;
    const corpus = {
      docs, words, terms, between, all, values: figures, ...listed(words, terms), years: index.years, units: index.units,
      heads: new Set(words.map(([head]) => head.folded)), usual: fold(index.usual),
      known: new RegExp(anyOf([...terms].filter(term => term.length > 2 || asked.includes(term))), "g"),
      figure: perhaps(before) + amount(between) + perhaps(between) + perhaps(units) + perhaps(after),
      counted: new RegExp(`^(?:${anyOf(units)})?$`),
    };
    yield;
    Object.assign(corpus, characters(index), plainWords(corpus, index.plain));
    yield;
    return { ...corpus, ...yield* spoken(index.sounds, [...named, ...asked].join("\n")) };
  }

  /* `forms`: word → other words for it, from the glossary; `ofLength`: the terms with so many characters. */
  function listed(words, terms) {
    const forms = new Map(), ofLength = [];
    words.forEach(group => group.forEach(({ folded }) => {
      forms.set(folded, [...(forms.get(folded) || []), ...group.filter(other => other.folded !== folded)]);
    }));
    terms.forEach(term => (ofLength[term.length] = ofLength[term.length] || []).push(term));
    return { forms, ofLength };
  }

  const characters = index => ({
    simple: new Map(index.variants.split(" ").flatMap(([one, ...others]) => others.map(other => [other, one]))),
    looks: new Map(index.alike.split(" ").map(([one, ...others]) => [one, others])),
  });

  /* Other words → the site's own: `english`, and those of other regions and of everyday speech, which `regional` finds.
     What stands somewhere on the site is looked for too. */
  function plainWords({ all, forms }, listed) {
    const every = listed.flatMap(([word, ...others]) => others.map(other => [other, word])), here = ([other]) => has(all, other);
    every.filter(here).forEach(([other, word]) => forms.set(other, [...(forms.get(other) || []), { shown: word, folded: word }]));
    const pairs = every.filter(pair => !here(pair)), own = new Map([...pairs].reverse()), regional = pairs.map(([other]) => other).filter(other => !LATIN.test(other));
    return { own, english: [...own.keys()].filter(other => LATIN.test(other)), regional: new RegExp(anyOf(regional), "g") };
  }

  function prepare(index) {
    const steps = preparing(index);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /* The 3755 frequent characters of GB 2312, which has them in the order of their sounds. */
  function byFrequency() {
    const codes = Array.from({ length: 40 * 94 }, (_, number) => [0xB0 + Math.floor(number / 94), 0xA1 + number % 94]);
    return new TextDecoder("gbk").decode(new Uint8Array(codes.flat()));
  }

  /* How names sound: `sounds` of each character, and where in `names` a character stands whose sound begins with a letter. */
  function* spoken(listed, names) {
    const sounds = new Map(), heard = new Map(), starts = new Map();
    let frequent = byFrequency();
    for (const [, syllable, number, others] of listed.matchAll(/([a-z]+)(?:(\d+)|([^a-z\d]+))/g)) {
      const alike = syllable.replace(/^([zcs])h|g$/g, "$1"); // many do not hear zh and z, or ng and n, apart
      for (const one of others || frequent.slice(0, number)) {
        sounds.set(one, [...(sounds.get(one) || []), syllable]);
        heard.set(one, [...(heard.get(one) || []), alike]);
      }
      if (number) frequent = frequent.slice(number);
      yield;
    }
    for (let at = 0; at < names.length; at++) {
      for (const letter of new Set((sounds.get(names[at]) || []).map(sound => sound[0]))) {
        if (!starts.has(letter)) starts.set(letter, []);
        starts.get(letter).push(at);
      }
      yield;
    }
    return { sounds, heard, starts, names };
  }

  // What is asked: a year, and pieces {words, value, forms} that are all looked for

  const YEAR = /(?:^|\D)((?:19|20)\d\d)(?![\d.])(年?)/g;
  /* A report comes out the year after: of the newest a reader says 去年, and there is no later one to be meant by 今年. */
  const NEWEST = /去年|今年|本年度|最新一?年?|最近一年|上一?年度|last year|this year|latest/, BEFORE_IT = /前年/;
  const ASKING = new RegExp([
    "请问", "我?[想要](?:知道|问|查|看)?", "怎么[样办]?", "怎样", "如何", "为什么", "什么", "一共|总共", "有?多少[人钱个件条次家]?", "几[人个件条次家名篇]", "哪[些里个年]?",
    "有没有", "是不是", "是?什么意思", "可以", "的人", "可不可以", "能不能", "[这那]个", "你们?", "我们?",
  ].join("|"), "g"), PARTICLES = /[吗呢的了和与能会]/g, ENDING = /[吗呢的了]+$/;
  const COUNTING = /多少(.)?|几([人个件条次家名篇])|how (?:many|much)(?: (people|money))?/;
  const CODE = /[a-z]\d{3}/;

  function figure(corpus, words) {
    const found = new RegExp(`^${corpus.figure}$`).exec(words), value = found && valueOf(found[1], found[2]);
    const meant = found && !among(corpus.values, value) && rounded(corpus, found[1], value);
    return found && { words, value, forms: [], ...meant && { typed: words, words: fold(meant.shown), value: meant.values[0] } };
  }

  /* The figure that 34万 stands for, where it is printed as 34.67万; two digits at least are to agree. */
  function rounded(corpus, digits, value) {
    const step = value / Number(digits.replace(".", "").replace(/0+$/, "")), off = doc => Math.abs(doc.values[0] - value);
    const near = doc => off(doc) <= step / 2 || doc.values[0] > value && off(doc) < step;
    return step * 10 <= value && corpus.docs.filter(doc => doc.printed && doc.values.length && near(doc)).sort((one, other) => off(one) - off(other))[0];
  }

  /* `forms` are other words for it, from the glossary. */
  function phrase(corpus, words) {
    const forms = corpus.forms.get(words) || [];
    return forms.length || has(corpus.all, words) ? { words, forms } : null;
  }

  /* What was typed, taken for one of `words`. */
  function taken(corpus, typed, [words, ...others]) {
    const { forms } = phrase(corpus, words) || { forms: [] };
    return { words, typed, forms: [...others.map(shown => ({ shown, folded: shown })), ...forms] };
  }

  /* Pieces that cover `length` characters at the least cost. `known(from)` gives [to, cost, piece] of what can stand at a place; a
     character that belongs to none costs `lost`. */
  function cheapest(length, lost, known) {
    const best = Array.from({ length: length + 1 }, () => ({ cost: Infinity }));
    best[0] = { cost: 0, pieces: [] };
    for (let from = 0; from < length; from++) {
      const { cost, pieces } = best[from];
      if (cost === Infinity) continue;
      for (const [to, more, piece] of [[from + 1, lost], ...known(from)]) {
        if (cost + more < Infinity && cost + more <= best[to].cost) best[to] = { cost: cost + more, pieces: piece ? [...pieces, piece] : pieces };
      }
    }
    return best[length].pieces || [];
  }

  const LONGEST = 8;

  /* The fewest phrases that the index knows, or that differ from one by a wrong character; the rest is left out. */
  function split(corpus, words) {
    return cheapest(words.length, 2, from => {
      const found = [];
      for (let to = from + 2, there = true; to <= words.length; to++) {
        const part = words.slice(from, to);
        there = there && corpus.all.includes(part); // else nothing longer is there either
        const known = there || corpus.forms.has(part) ? phrase(corpus, part) : null, like = known || to - from > LONGEST ? [] : similar(corpus, part);
        if (known) found.push([to, corpus.terms.has(part) ? 0.9 : 1, known]);
        else if (like.length) found.push([to, 1.5, taken(corpus, part, like)]);
      }
      return found;
    });
  }

  /* 诉 and 素, 诉 and 拆. */
  const alike = (corpus, one, other) => (corpus.looks.get(other) || []).includes(one)
    || (corpus.heard.get(one) || []).some(sound => (corpus.heard.get(other) || []).includes(sound));

  /* Terms that differ in one character, which in a short one must sound or look like the right one. */
  function similar(corpus, words) {
    return (corpus.ofLength[words.length] || []).filter(term => {
      let at = 0;
      while (at < words.length && words[at] === term[at]) at++;
      return words.slice(at + 1) === term.slice(at + 1) && (words.length > 3 || alike(corpus, words[at], term[at]));
    });
  }

  /* Letters: pinyin in full, its initials, or an English word that lacks an ending or has one too many. */
  function spelt(corpus, letters) {
    if (corpus.own.has(letters)) return [taken(corpus, letters, [corpus.own.get(letters)])];
    const inflected = word => word.length > 3 && letters.length > 3 && (word.startsWith(letters) || letters.startsWith(word));
    const english = [...corpus.terms, ...corpus.english].filter(inflected).sort(longest);
    if (english.length) return [taken(corpus, letters, english.map(word => corpus.own.get(word) || word))];
    const full = cheapest(letters.length, Infinity, from => sounded(corpus, letters, from));
    if (full.length) return full;
    const short = cheapest(letters.length, Infinity, from => abbreviated(corpus, letters, from));
    const found = short.length === 1 ? [] : initials(corpus, letters);
    return found.length ? [taken(corpus, letters, found)] : short;
  }

  /* Names, or parts of them, whose reading stands in the letters at `from`; of those that end alike the likeliest. The last syllable
     may have only begun. */
  function sounded(corpus, letters, from) {
    const ends = new Map();
    const walk = (start, at, upto) => {
      const words = corpus.names.slice(start, at);
      if (words.length > 1) ends.set(upto, [...(ends.get(upto) || []), words]);
      for (const sound of upto < letters.length && corpus.sounds.get(corpus.names[at]) || []) {
        if (letters.startsWith(sound, upto)) walk(start, at + 1, upto + sound.length);
        else if (at > start && sound.startsWith(letters.slice(upto))) walk(start, at + 1, letters.length);
      }
    };
    for (const start of corpus.starts.get(letters[from]) || []) walk(start, start, from);
    return [...ends].map(([to, found]) => [to, 1, taken(corpus, letters.slice(from, to), likeliest(corpus, found).slice(0, 1))]);
  }

  const begins = (corpus, one, letter) => (corpus.sounds.get(one) || []).some(sound => sound[0] === letter);

  /* Terms whose initials stand in the letters at `from`; the glossary's own words before other words for them. */
  function abbreviated(corpus, letters, from) {
    const fit = [...corpus.terms].filter(term => [...term].every((one, at) => begins(corpus, one, letters[from + at])));
    return fit.map(term => [from + term.length, corpus.heads.has(term) ? 1 : 1.1, taken(corpus, letters.substr(from, term.length), [term])]);
  }

  /* The beginnings of names with these initials, for what is no term. */
  function initials(corpus, letters) {
    const starts = corpus.starts.get(letters[0]) || [];
    const found = starts.filter(start => corpus.names[start - 1] === "\n" && [...letters].every((letter, at) => begins(corpus, corpus.names[start + at], letter)));
    return likeliest(corpus, found.map(start => corpus.names.substr(start, letters.length)).filter(word => word.length > 1)).slice(0, 2);
  }

  /* Terms first, then what most names have. */
  function likeliest(corpus, found) {
    const counts = new Map();
    found.forEach(words => counts.set(words, (counts.get(words) || (corpus.terms.has(words) ? 1000 : 0)) + 1));
    return [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one));
  }

  function pieces(corpus, part) {
    const found = [];
    const taken = (text, pattern, piece) => text.replace(pattern, one => {
      found.push(piece(corpus, one));
      return " ";
    });
    const known = taken(part, corpus.known, phrase), rest = taken(arabic(corpus, known), new RegExp(corpus.figure, "g"), figure);
    const each = (text, unknown) =>
      text.split(" ").filter(word => word.length > 1).flatMap(word => phrase(corpus, word) || unknown(word));
    const parts = word => word.match(/[a-z\d]+|[^a-z\d]+/g).flatMap(run => phrase(corpus, run) || (/[a-z]/.test(run) ? spelt : split)(corpus, run));
    const asked = rest.replace(ASKING, " ").split(" ").map(word => (corpus.terms.has(word) ? word : word.replace(ENDING, ""))).join(" ");
    found.push(...each(asked, word => each(word.replace(PARTICLES, " "), parts)));
    const at = piece => part.indexOf(piece.typed || piece.words);
    return found.sort((one, other) => at(one) - at(other));
  }

  /* A number of four digits is a year where there is a report for it, or 年 behind it. */
  function yearIn(corpus, folded) {
    const found = [...folded.matchAll(YEAR)].map(([, digits, word]) => ({ year: Number(digits), word }));
    return (found.find(({ year, word }) => word || corpus.years.includes(year)) || {}).year;
  }

  /* The words for a year without its number, as the number. */
  function dated(corpus, query) {
    const [newest] = corpus.years;
    return newest ? query.replace(BEFORE_IT, `${newest - 1}年`).replace(NEWEST, `${newest}年`) : query;
  }

  /* Words of other regions and of speech as the site has them; 60w is 60万, 6个多亿 is 6亿多. */
  function inPlainWords(corpus, text) {
    const amounts = text.replace(/(\d) ?w(?![a-z])/gi, "$1万").replace(/个(多?)([万亿])/g, "$2$1");
    return amounts.replace(corpus.regional, words => corpus.own.get(words));
  }

  function plan(corpus, query) {
    const simple = [...query].map(one => corpus.simple.get(one) || one).join(""), asTyped = has(corpus.names, fold(simple));
    const typed = asTyped ? simple : inPlainWords(corpus, simple), said = asTyped ? typed : dated(corpus, typed);
    const counting = COUNTING.exec(fold(said)), more = { code: CODE.test(fold(said)), dated: said !== typed };
    if (counting) more.unit = corpus.units.find(group => group.includes({ 钱: "元", people: "人", money: "元" }[counting[1] || counting[3]] || counting[1] || counting[2])) || [];
    return { ...more, ...parsed(corpus, said) };
  }

  function parsed(corpus, query) {
    const whole = fold(query), year = yearIn(corpus, whole), said = new RegExp(`(^|\\D)${year}(?![\\d.])(年度?)?的?`);
    const without = text => text.replace(said, "$1").trim(), rest = without(whole);
    const one = words => phrase(corpus, words) || figure(corpus, arabic(corpus, words));
    const mayBeWhole = !COUNTING.test(whole);
    const known = year && rest && !has(corpus.names, whole) && (figure(corpus, rest) || mayBeWhole && one(rest));
    if (known) return { year, pieces: [known] };
    const entire = rest && (figure(corpus, whole) || mayBeWhole && one(whole));
    if (entire || !rest) return { year: corpus.years.find(one => one === year), pieces: entire ? [entire] : [] };
    const parts = query.split(/[^\p{L}\p{N}.,，]+/u).map(part => without(fold(part)));
    const usual = ({ words, forms }) => [words, ...forms.map(form => form.folded)].some(word => has(corpus.usual, word));
    const found = parts.flatMap(part => pieces(corpus, part));
    const listed = ({ words }) => corpus.terms.has(words);
    return { year, parted: true, pieces: found.length > 1 ? found.map(piece => ({ ...piece, usual: usual(piece), listed: listed(piece) })) : found };
  }

  // How well a document fits: page, heading, another word for either, figure's label, text; the whole before a part

  const FOUND = 10, EXACTLY = 5, CALLED_SO = 8, OTHER_WORD = 0.55, SAME_THING = 0.8, COUNTED = 6, IN_UNIT = 5, USUAL = 0.1, LISTED = 2;

  function weight(address, editions) {
    if (editions.length && address.includes(".")) return 3.5; // a figure, or a row of a table
    return editions.length || address.includes("#") ? 7 : 8;
  }

  function fits({ of, text, within }, words) {
    if (of.search.includes(words)) return 8 + CALLED_SO;
    const named = [of.title, ...of.search].filter(name => has(name, words)).sort(longest).pop();
    if (named) return of.weight + (named === words ? EXACTLY : words.length / named.length);
    return has(of.text, words) || has(text, words) ? 2 : Number(has(of.within, words) || has(within, words));
  }

  function strength(doc, { words, value, forms }) {
    if (value === undefined) return Math.max(fits(doc, words), ...forms.map(({ folded }) => (doc.of.title === folded ? SAME_THING : OTHER_WORD) * fits(doc, folded)));
    if (among(doc.values, value)) return doc.printed ? 14 + has(doc.printed, words) : 4;
    return Math.max(fits(doc, words), among(doc.of.numbers, value) || among(doc.numbers, value) ? 1.5 : 0);
  }

  /* Three letters say as much as a character. */
  const size = words => LATIN.test(words) ? Math.ceil(words.length / 3) : words.length;

  /* Of two pieces the longer says more, and a word that is listed more than some that stand side by side; what its name or its report's title has, says little here. */
  function scored(doc, { year, pieces, unit, code }) {
    if (year && doc.year && doc.year !== year || doc.of.guide && !code && !pieces.some(piece => piece.words === doc.of.title)) return null;
    let covered = year && doc.year && !pieces.length ? 1 : 0, itself = 0, score = Number(doc.of.item[0] === "#");
    pieces.forEach(piece => {
      const strong = strength(doc, piece), worth = (size(piece.words) + (piece.listed ? LISTED : 0)) ** 2 * (piece.usual ? USUAL : 1);
      if (strong) covered += worth;
      if (strong) score += worth * (FOUND + strong);
      if (strong > 1) itself += worth; // and not only what it belongs to
    });
    if (unit && (doc.printed || doc.values.length)) score += itself * (COUNTED + IN_UNIT * isIn(unit, doc));
    return covered ? { doc, covered, score } : null;
  }

  /* Whether a figure counts what is asked for: 多少人, 多少钱; rows of statutory tables have no unit, and count 件. */
  const isIn = (unit, doc) => !doc.printed && unit.includes("件") || unit.some(word => has(doc.printed, word) || has(doc.of.title, `${word}数`));

  function ranked(corpus, asked) {
    const found = corpus.docs.map(doc => scored(doc, asked)).filter(Boolean);
    const most = Math.max(...found.map(one => one.covered));
    const yearly = one => Number(Boolean(asked.year && one.doc.year));
    found.sort((one, other) => yearly(other) - yearly(one) || other.score - one.score);
    return found.filter(one => one.covered >= most / 2).map(one => one.doc);
  }

  /* The page that tells which years have a report is shown to who asks for another. */
  function withYears(corpus, found) {
    const page = corpus.docs.filter(doc => doc.address === "years/");
    return [...found.slice(0, 1), ...page, ...found.slice(1).filter(doc => !page.includes(doc))];
  }

  /* What was asked with `results`, each a document and those of the same item in other years. `elsewhere`: the year's report has none,
     and these are from others. `words` and `values` are to be marked, `also` are the other words that were looked for. */
  function find(corpus, query) {
    const asked = plan(corpus, query), { year, pieces } = asked;
    let found = ranked(corpus, asked);
    const elsewhere = year && !found.some(doc => doc.year);
    if (elsewhere) found = withYears(corpus, ranked(corpus, { ...asked, year: undefined }));
    const results = new Map();
    found.forEach(doc => results.set(doc.of, [...(results.get(doc.of) || []), doc]));
    const forms = pieces.flatMap(piece => piece.forms).filter(form => has(corpus.all, form.folded));
    return {
      ...asked, elsewhere, results: [...results.values()], between: corpus.between,
      words: [...pieces.map(piece => piece.words), ...forms.map(form => form.folded)],
      values: pieces.map(piece => piece.value).filter(value => value !== undefined),
      also: [...new Set(forms.map(form => form.shown))],
      read: pieces.filter(piece => piece.typed).map(piece => [piece.typed, piece.words]),
    };
  }

  /* [from, to] of everything in a text that was looked for. */
  function marks(text, { words, values, between }) {
    const at = [], folded = fold(text, at), joined = [];
    const ranges = numbers(folded, numberIn(between)).filter(([value]) => among(values, value)).map(([, from, to]) => [from, to]);
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

  scope.finder = { preparing, prepare, find, marks, among };
})(typeof module === "undefined" ? window.disclosure : module.exports);

if (typeof window !== "undefined") (disclosure => {
  "use strict";

  const { preparing, find, marks, among } = disclosure.finder;
  const { top } = disclosure, siteMap = new URL("about/site-map/", top);
  const MOST = 20, OTHER_YEARS = 5, LINE = 90, WAIT = 120, SLICE = 8;

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
    }).then(async found => {
      const ready = await inSlices(preparing(found));
      index = found;
      corpus = ready;
    });
    return coming;
  }

  /* The result of what is done in steps, a few milliseconds at a time: the field answers to typing meanwhile. */
  async function inSlices(steps) {
    for (let began = performance.now(); ;) {
      const { done, value } = steps.next();
      if (done) return value;
      if (performance.now() - began < SLICE) continue;
      await new Promise(resume => setTimeout(resume));
      began = performance.now();
    }
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

  function summary(query, { results, year, dated, elsewhere, parted, pieces, also, read }) {
    if (!results.length) return `没有找到“${query}”。`;
    return [
      `找到 ${results.length} 处${results.length > MOST ? `，先列 ${MOST} 处` : ""}`,
      dated && year && `按${year}年的报告找`,
      ...read.map(([typed, words]) => `“${typed}”当作“${words}”`),
      elsewhere && `${year}年的报告里没有，这些是别处的`,
      parted && read.length < pieces.length && `没有整句，找的是${pieces.map(piece => `“${piece.words}”`).join("")}`,
      also.length && `也找了：${also.join("、")}`,
    ].filter(Boolean).join("；");
  }

  /* What was asked goes along behind the place in the page, which no server ever sees. */
  function leading(doc, asked, ...words) {
    const url = new URL(doc.address, top);
    const led = [...asked.words.map(word => ["h", word]), ...asked.values.map(value => ["n", value])];
    if (asked.values.length) led.push(...asked.between.map(word => ["b", word]));
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
    const others = index.words.map(([word, ...also]) => also.find(other => !word.includes(other) && !/[a-z]/i.test(other))).filter(Boolean);
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
    const given = new URLSearchParams(led), asked = { words: given.getAll("h").filter(Boolean), values: given.getAll("n").map(Number), between: given.getAll("b") };
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
