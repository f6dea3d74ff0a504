/* Search: finds pages by the index that the build writes (generator/alternates/search_index.py has its form).
   Scripts hand the index over, since a page that was opened from disk may load nothing else. Nothing leaves the browser. */
(() => {
  const [TITLE, NAMES, ABOUT, SUMMARY, QUOTES, TEXT] = [1, 2, 4, 8, 16, 32];
  const WEIGHTS = [[TITLE, 12], [NAMES, 12], [ABOUT, 4], [SUMMARY, 4], [QUOTES, 3], [TEXT, 1.5]];
  const SAME = 1, FORM = 0.9, BEGINNING = 0.5, DERIVED = 0.4, MISTYPED = 0.4; /* how well a word of a page answers one of the query */
  const STRICT = 3; /* words up to which pages with all of them come first; longer questions have words that no page need have */
  const PARTICLE = /[的了吗嗎呢吧么麼是]/; /* pairs of characters with these are seldom a word */
  const FIRST = 10, MORE = 20; /* results */
  const COMPARED = 100; /* pages whose titles are compared with the query */
  const PHRASED = 200; /* pages whose texts are read for a phrase */

  /* -- what is handed over -- */
  const awaited = new Map();
  const loaded = new Map();
  window.searchIndex = (name, value) => awaited.get(name)?.(value);
  function load(name, made = "") {
    if (!loaded.has(name)) loaded.set(name, new Promise((resolve, reject) => {
      awaited.set(name, resolve);
      const script = document.createElement("script");
      script.src = new URL(`${dialog().dataset.edition ?? ""}search/${name}.js${made && `?${made}`}`, window.__md_scope);
      script.onerror = () => { loaded.delete(name); reject(new Error(name)); };
      script.onload = () => script.remove();
      document.head.append(script);
    }));
    return loaded.get(name);
  }

  /* -- words: as search_words.py cuts them -- */
  const ALIKE = { "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ς": "σ", "і": "и",
    "ї": "и", "є": "е", "ґ": "г", "ё": "е", "’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'", "′": "'", "＇": "'" };
  const UNSPACED = /([\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u{20000}-\u{3ffff}]+)/u;
  const NUMERIC = new RegExp("(^|\\D)(\\d{4})-(\\d\\d)(?:-(\\d\\d))?(?!\\d)|(\\d{4}) ?年 ?(\\d{1,2}) ?月(?: ?(\\d{1,2}) ?[日号])?"
    + "|(^|\\D)(\\d{1,2}) ?月 ?(\\d{1,2}) ?[日号]|(^|[^\\d.])(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(?!\\d)", "g");
  const HAN_DIGITS = "〇一二三四五六七八九", HAN_NUMBER = "([二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])", HAN_MORE = "一二三四五六七八九十百千万";
  const HAN_NUMBERED = new RegExp(`第${HAN_NUMBER}(?![${HAN_MORE}])|(^|[^第${HAN_MORE}几])${HAN_NUMBER}(?=[月日号])`, "gu");
  let datePattern;
  const two = number => String(number).padStart(2, "0");

  function fold(text) {
    return text.normalize("NFKD").toLowerCase().replace(/[\u0300\u0301\u0640\u064b-\u065f\u0670\u0591-\u05c7]/g, "")
      .replace(/([a-z\u0180-\u024f\u0370-\u03ff])[\u0302-\u036f]+/g, "$1").normalize("NFC")
      .replace(/[ßøđðłæœıþςіїєґё’ʼ‘`´′＇]/g, letter => ALIKE[letter]).replace(HAN_NUMBERED, inDigits);
  }

  function inDigits(all, one, before, other) {
    const [tens, ones] = (one ?? other).includes("十") ? (one ?? other).split("十") : ["〇", one ?? other];
    return (one ? " 第" : before) + ((tens ? HAN_DIGITS.indexOf(tens) : 1) * 10 + (ones ? HAN_DIGITS.indexOf(ones) : 0));
  }

  function dated(text, months) {
    const asWord = (all, year, month, day) => month < 1 || month > 12 || day > 31 || !(year || Number(day)) ? all
      : ` ${year}d${two(month)}${Number(day) ? `d${two(day)}` : ""} `;
    text = text.replace(NUMERIC, (all, a, y1, m1, d1, y2, m2, d2, b, m3, d3, c, d4, m4, y4) => {
      const before = a ?? b ?? c ?? "";
      return before + asWord(all.slice(before.length), y1 ?? y2 ?? y4 ?? "", m1 ?? m2 ?? m3 ?? m4, d1 ?? d2 ?? d3 ?? d4 ?? 0);
    });
    datePattern ??= namedDates(months);
    return text.replace(datePattern, (all, a, d1, m1, y1, b, m2, d2, y2) =>
      (a ?? b ?? "") + asWord(all.slice((a ?? b ?? "").length), y1 ?? y2 ?? "", months[m1 ?? m2], d1 ?? d2 ?? 0));
  }

  function namedDates(months) {
    const name = `(${Object.keys(months).sort((one, other) => other.length - one.length).join("|")})`;
    return new RegExp(`(^|\\D)(\\d{1,2})(?:st|nd|rd|th|\\.)? (?:of )?${name}\\.?(?:,? (\\d{4}))?(?![\\p{L}\\p{N}])`
      + `|(^|[^\\p{L}])${name}\\.?(?: (\\d{1,2})(?:st|nd|rd|th)?(?![\\p{L}\\p{N}]))?(?:,? (\\d{4})(?!\\d))?`, "gu");
  }

  function words(text, months) {
    text = fold(text).replace(/([\p{L}])'s(?![\p{L}\p{N}])/gu, "$1").replace(/(\p{L}{2})'(?=\p{L})/gu, "$1");
    if (/\d/.test(text)) text = dated(text, months);
    return (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).flatMap(run => run.split(UNSPACED).flatMap((part, number) => {
      const characters = [...part];
      if (number % 2 && characters.length > 1) return characters.slice(1).map((each, at) => characters[at] + each);
      return part ? [part] : [];
    }));
  }

  /* The beginning that the forms of a word share. Light stemming needs no dictionary. */
  const ENDING = new RegExp("(иями|ями|ами|ого|его|ому|ему|ими|ыми|иях|иею|иям|ях|ах|ией|ию|ия|ие|ии|ий|ый|ой|ей|ая|яя|ое|ее|ые|ую|юю|ых|их"
    + "|ем|ом|ою|ею|ои|ам|ям|ым|им|а|я|у|ю|е|и|ы|о|й|ь)$");
  function stem(word) {
    const cut = (pattern, by = "") => { const left = word.replace(pattern, by); if (left.length >= 3) word = left; };
    if (word.length <= 3) return word;
    if (/[\u0400-\u04ff]/.test(word)) {
      cut(ENDING);
      cut(/(ов|ев|ив|ин|ын)$/);
      cut(/ец$/, "ц"); /* the vowel of миротворец flees from миротворцев */
    } else if (/^[a-z]+$/.test(word)) {
      cut(/(ch|sh|ss|x|z)es$/, "$1");
      cut(/([^isu])s$/, "$1");
      if (/[aeiouy].*(ing|ed)$/.test(word)) cut(/(ing|ed)$/);
      cut(/([^aeiouls])\1$/, "$1");
      cut(/([^aeiou])(y|ie)$/, "$1i");
      cut(/e+$/);
    }
    return word;
  }

  /* -- finding -- */
  function pagesOf(pairs, visit) {
    for (let at = 0, page = 0; at < pairs.length; at += 2) visit(page += pairs[at], pairs[at + 1]);
  }
  const weigh = mask => WEIGHTS.reduce((sum, [field, weight]) => sum + (mask & field ? weight : 0), 0);

  /* The entries of the index from one beginning to another. */
  async function entries(index, beginning, end) {
    let from = index.first.findIndex(word => word > beginning) - 1, to = index.first.findIndex(word => word > end);
    if (from < -1) from = index.first.length - 1;
    if (to < 0) to = index.first.length;
    const numbers = Array.from({ length: Math.max(to - Math.max(from, 0), 0) }, (_, at) => at + Math.max(from, 0));
    const blocks = await Promise.all(numbers.map(number => load(`words-${number}`, index.made)));
    return blocks.flatMap(block => {
      const found = [];
      for (let at = 0; at < block.length; at += 2) if (block[at] >= beginning && block[at] <= end) found.push([block[at], block[at + 1]]);
      return found;
    });
  }

  /* Edits that turn one word into another, letters in turns counted once, or more than `most`. */
  function edits(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [], row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + !same);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      [before, row] = [row, next];
    }
    return row[other.length];
  }

  async function spelled(index, word) {
    const most = word.length > 7 ? 2 : 1;
    const near = (await load("spellings", index.made)).split(" ").filter(each => edits(word, each, most) <= most);
    return (await Promise.all(near.map(each => entries(index, each, each)))).flat();
  }

  /* Each page with the words of one word of the query: how well, and where. */
  async function answers(index, word) {
    const root = stem(word), end = root.length > 3 ? root.replace(/[iц]$/, "") : root; /* how all its forms begin */
    const isShort = word.length <= 2 && !UNSPACED.test(word);
    const found = new Map();
    let best = 0;
    const take = (candidates, quality) => {
      for (const [each, pairs] of candidates) {
        const how = quality(each);
        if (!how) continue;
        best = Math.max(best, how);
        pagesOf(pairs, (page, mask) => {
          const value = how * weigh(mask), known = found.get(page);
          if (!known || known.value < value) found.set(page, { value, how, mask: mask | (known?.mask ?? 0) });
          else known.mask |= mask;
        });
      }
    };
    const beginning = each => each.startsWith(word) ? BEGINNING * word.length / each.length
      : root.length > 4 && each.startsWith(root) ? DERIVED * root.length / each.length : 0;
    take(await entries(index, isShort ? word : end, isShort ? word : `${end}\uffff`),
      each => each === word ? SAME : stem(each) === root ? FORM : beginning(each));
    const near = best < FORM && !isShort && word.length > 3 && !/\d/.test(word) ? await spelled(index, word) : [];
    take(near, () => MISTYPED);
    return { pages: found, meant: [word, ...near.map(([each]) => each)] };
  }

  /* What people write in two words: each of the two has an answer on the pages that have both in one. */
  async function join(index, found, at, word) {
    if (/[^\p{L}]/u.test(word) || UNSPACED.test(word)) return;
    const candidates = (await entries(index, word, word)).flatMap(([, pairs]) => pairs.length ? [pairs] : []);
    for (const pairs of candidates) pagesOf(pairs, (page, mask) => {
      for (const pages of [found[at], found[at + 1]]) if (!pages.has(page)) pages.set(page, { value: FORM * weigh(mask), how: FORM, mask });
    });
  }

  /* How far a title or a name is what was asked for: 1 where the words are the same. */
  function fit(named, meant, asked) {
    const roots = new Set(meant.map(stem)), held = new Set(named.map(stem).filter(each => roots.has(each))).size;
    return held / Math.max(named.length, asked, 1);
  }

  async function find(query) {
    const index = await load("index"), stopwords = new Set(index.stopwords.split(" "));
    const phrases = [...query.matchAll(/["“”„«「](.+?)["“”»」]/g)].map(match => words(match[1], index.months)).filter(each => each.length > 1);
    const all = [...new Set(words(query, index.months))];
    const content = all.filter(word => !stopwords.has(word) && !PARTICLE.test(word));
    const wanted = content.length ? content : all;
    const answered = await Promise.all(wanted.map(word => answers(index, word)));
    const found = answered.map(each => each.pages), meant = answered.flatMap(each => each.meant);
    await Promise.all(wanted.slice(1).map((word, at) => join(index, found, at, wanted[at] + word)));
    const scores = new Map();
    found.forEach(pages => {
      const rarity = Math.log(1 + index.pages.length / (pages.size + 0.5));
      for (const [page, { value, how, mask }] of pages) {
        const sum = scores.get(page) ?? { page, words: 0, score: 0, named: 0 };
        sum.words += 1;
        sum.score += rarity * value;
        if (mask & (TITLE | NAMES)) sum.named += how;
        scores.set(page, sum);
      }
    });
    let results = [...scores.values()];
    for (const each of results) {
      each.score *= Math.pow(index.pages[each.page][3], 0.35) * (1 + each.named / wanted.length);
      if (wanted.length > STRICT) each.score *= Math.pow(each.words / wanted.length, 2);
    }
    const inAll = each => wanted.length > STRICT ? 0 : each.words;
    const order = (one, other) => inAll(other) - inAll(one) || other.score - one.score || one.page - other.page;
    results.sort(order);
    for (const each of results.slice(0, COMPARED)) {
      const [, title, , , , ...names] = index.pages[each.page];
      const fits = [title, ...names].map(name => fit(words(name, index.months).filter(word => !stopwords.has(word)), meant, wanted.length));
      const best = Math.max(...fits);
      each.score *= 1 + best + (best === 1);
    }
    results = [...results.slice(0, COMPARED).sort(order), ...results.slice(COMPARED)];
    if (phrases.length) results = await withPhrases(index, results.slice(0, PHRASED), phrases);
    return { index, wanted, meant, results };
  }

  const textsOf = async (index, page) => (await load(`texts-${Math.floor(page / index.texts)}`, index.made))[page % index.texts];

  async function withPhrases(index, results, phrases) {
    const texts = await Promise.all(results.map(each => textsOf(index, each.page)));
    return results.filter((each, at) => phrases.every(phrase => [index.pages[each.page][1], ...texts[at]].some(text =>
      ` ${words(text, index.months).join(" ")} `.includes(` ${phrase.join(" ")} `))));
  }

  /* -- showing -- */
  const dialog = () => document.querySelector("dialog.search"); /* the header stays through instant navigation */
  const part = name => dialog().querySelector(`.search__${name}`);
  const say = (...texts) => part("state").replaceChildren(texts.join(" "));
  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  let asked = 0, left = [];

  /* The sentences of a text, and a quotation whole. Browsers end one at each full stop before a capital, in "the U.S. Congress" and after "Dr." too. */
  const SHORTENED = /(?:^|[^\p{L}])(?:\p{Lu}|Art|Dr|Gen|Jr|Mrs?|Ms|No|Nos|pp?|Prof|Sen|St|vs)\.\s*$/u;
  function sentences(text) {
    if (!window.Intl?.Segmenter || /^“[^”]*”$/.test(text)) return [text];
    const segments = new Intl.Segmenter(document.documentElement.lang, { granularity: "sentence" }).segment(text), found = [];
    for (const { segment } of segments) {
      if (SHORTENED.test(found.at(-1) ?? "")) found[found.length - 1] += segment;
      else found.push(segment);
    }
    return found.map(each => each.trim());
  }

  /* The sentence of a page's texts that has most of the words, whole. */
  function sentenceOf(texts, wanted, months) {
    const roots = new Set(wanted.map(stem));
    let best = texts[0] ?? "", most = 0;
    for (const sentence of texts.flatMap(sentences)) {
      const held = new Set(words(sentence, months).map(stem).filter(each => roots.has(each))).size;
      if (held > most) [best, most] = [sentence, held];
    }
    return best;
  }

  /* A text in which the words that were looked for are marked. */
  function marked(text, wanted, months) {
    const roots = new Set(wanted.map(stem));
    const isWanted = run => words(run, months).some(each => roots.has(stem(each)));
    return text.split(/([\p{L}\p{N}\p{M}]+)/u).filter(Boolean).map(run => isWanted(run) ? element("mark", {}, run) : run);
  }

  /* An item of the list, whose sentence comes later: the texts of its page have to be loaded. */
  function result({ index, meant }, { page }) {
    const [uri, title, kind, , language] = index.pages[page];
    const own = language && { lang: language };
    const away = language && { hreflang: language, target: "_self" }; /* else the header would stay in the language of this page */
    const sentence = element("span", { className: "search__text", dir: "auto", ...own });
    textsOf(index, page).then(texts => {
      sentence.append(...marked(sentenceOf(texts.filter(Boolean), meant, index.months), meant, index.months));
    }).catch(() => {}); /* a result without its sentence still leads to its page */
    return element("li", {}, element("a", { href: new URL(uri, window.__md_scope).href, className: "search__link", ...away },
      element("span", { className: "search__title", dir: "auto", ...own }, ...marked(title, meant, index.months)), " ",
      element("span", { className: "search__kind" }, index.kinds[kind]), sentence));
  }

  function showMore(found, number) {
    const items = left.splice(0, number).map(each => result(found, each));
    part("results").append(...items);
    part("more").hidden = !left.length;
    part("more").onclick = () => { showMore(found, MORE); items.at(-1).nextElementSibling.querySelector("a").focus(); };
  }

  async function answer() {
    const query = part("input").value.trim(), now = ++asked;
    try {
      await load("index");
      const found = query ? await find(query) : null;
      if (now !== asked) return;
      left = found?.results ?? [];
      part("results").replaceChildren();
      part("more").hidden = true;
      if (!found) return say(dialog().dataset.type);
      if (!left.length) return say(dialog().dataset.none);
      const all = left.filter(each => each.words === found.wanted.length).length;
      const said = dialog().dataset, rest = left.length - all;
      say(all ? `${said.all} ${all}${rest ? `; ${said.rest} ${rest}` : ""}` : `${said.some} ${left.length}`);
      part("output").scrollTop = 0;
      showMore(found, FIRST);
    } catch (error) {
      if (now === asked) say(dialog().dataset.broken);
      throw error; /* the console has why */
    }
  }

  function move(step) {
    const stops = [part("input"), ...dialog().querySelectorAll(".search__link")];
    const at = stops.indexOf(document.activeElement);
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  }

  /* Opens the search, if this site has it. */
  function open() {
    if (!dialog()) return false;
    if (!dialog().dataset.ready) {
      dialog().dataset.ready = "true";
      part("input").addEventListener("input", answer);
      part("form").addEventListener("submit", event => { event.preventDefault(); dialog().querySelector(".search__link")?.click(); });
      dialog().addEventListener("click", event => { if (event.target === dialog() || event.target.closest("a")) dialog().close(); });
      dialog().addEventListener("keydown", event => {
        if (event.key === "Escape") dialog().close(); /* the box of a search would only be emptied */
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) { event.preventDefault(); move(step); }
      });
    }
    if (!dialog().open) dialog().showModal();
    part("input").focus();
    part("input").select();
    answer();
    return true;
  }

  document.addEventListener("keydown", event => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey && open()) event.preventDefault();
  });

  window.explainerSearch = { find, open, sentences, words, get index() { return load("index"); } };
})();
