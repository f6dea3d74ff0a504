// Write generator/locale/collation.txt from the collations of CLDR that this Node has.
//
// In: Intl.Collator of a Node with all of ICU. Out: the table on standard output, in paragraphs whose first line is
// their name. A line of a script holds what differs in accents and case alone: from one word of it to the next the
// accents differ, within a word the case. A name with a language behind it is of that language.
//
//     node tools/collation.mjs > generator/locale/collation.txt

const LETTERS = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Georgian}\p{Script=Armenian}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Inherited}]/u;
const FIRST = { Latn: "a", Grek: "α", Cyrl: "а", Geor: "ა", Armn: "ա", Hebr: "א", Arab: "ء" }; // of each script, in their order
// Letters with a place of their own in a language that other languages sort as a letter with an accent.
const TAILORED = { zh: ["Latn", "āáǎàēéěèếềīíǐìḿńňǹōóǒòūúǔùǖǘǚǜü"], uk: ["Cyrl", "ї"], ar: ["Arab", "أؤإئ"] };
const ALEF_MADDA = "آٴا"; // and what it is sorted as in Arabic, almost
// Of signs that belong to no script, those that stand in texts: punctuation, currencies, arrows, mathematics, circled letters.
const SIGNS = [[0x21, 0x37f], [0x2000, 0x22ff], [0x2460, 0x24ff], [0x2500, 0x27bf], [0x2e00, 0x2e7f], [0x3000, 0x303f], [0xff00, 0xffef]];
const LAST = "\uffff"; // sorts behind all

function collator(tag) {
  const [base, accent, variant] = ["base", "accent", "variant"].map((sensitivity) => new Intl.Collator(tag, { sensitivity }).compare);
  return { base, accent, variant };
}

const root = collator("en");

function* characters() {
  for (let code = 0x21; code < 0xfff0; code++) {
    const sign = String.fromCodePoint(code);
    if ((code >= 0xd800 && code < 0xf900) || /[\p{Cc}\p{Cn}\p{Z}]/u.test(sign) || sign.normalize("NFC") !== sign) continue;
    const script = Object.keys(FIRST).findLast((name) => root.base(FIRST[name], sign) <= 0) ?? "common";
    const isSign = /\p{Script=Common}/u.test(sign) && script !== "Arab" && SIGNS.some(([first, last]) => first <= code && code <= last);
    if (LETTERS.test(sign) || isSign || root.base(sign, "") === 0) yield { sign, script };
  }
}

// Whether a character has a place of its own, and not that of what it consists of.
function isWhole(sign, order, own) {
  if (own.includes(sign.toLowerCase())) return true;
  const parts = [...sign.normalize("NFD")];
  return parts.length > 1 ? order.base(sign, parts[0]) !== 0 : [...sign.normalize("NFKD")].length === 1;
}

function rows(signs, order) {
  const found = [];
  let last = null;
  for (const sign of [...signs].sort(order.variant)) {
    if (last === null || order.base(sign, last)) {
      if (last !== null && order.base(sign, last + LAST) < 0) continue; // two letters in one
      found.push(sign);
    } else found.push(found.pop() + (order.accent(sign, last) ? " " : "") + sign);
    last = sign;
  }
  return found;
}

const paragraphs = [];

function write(name, lines) {
  paragraphs.push([name, ...lines].join("\n"));
}

const all = [...characters()];
const isMark = (sign, order) => order.base(sign, "") === 0;
const marks = all.map(({ sign }) => sign).filter((sign) => isMark(sign, root) && root.variant(sign, ""));

function markGroups(order) {
  const caseOnly = marks.filter((sign) => order.accent(sign, "") === 0);
  return [`${caseOnly.sort(order.variant).join("")} ${rows(marks.filter((sign) => !caseOnly.includes(sign)), order)[0]}`];
}

function letters(script, order, own = "") {
  const signs = all.filter((each) => each.script === script && !composed.has(each.sign)).map((each) => each.sign);
  return rows(signs.filter((sign) => !isMark(sign, order) && isWhole(sign, order, own)), order);
}

// What is sorted as two: ø as o with a stroke, æ as a and e.
const composed = new Map();
const singles = all.filter(({ sign }) => /\p{L}/u.test(sign) && sign.normalize("NFKD") === sign);
const latin = [..."abcdefghijklmnopqrstuvwxyz"].flatMap((each) => [each, each.toUpperCase()]);
for (const { sign, script } of singles) {
  if (script === "Latn" && latin.includes(sign)) continue;
  const bases = singles.filter((each) => each.script === script && each.sign !== sign && !root.base(each.sign, sign));
  const pair = bases.flatMap((each) => marks.map((mark) => each.sign + mark)).find((each) => !root.variant(each, sign));
  if (pair) composed.set(sign, pair);
  else if (script === "Latn") {
    const two = latin.flatMap((one) => latin.map((other) => one + other)).filter((each) => !root.base(each, sign));
    const same = two.filter((each) => !root.accent(each, sign));
    const isUpper = sign.toLowerCase() !== sign;
    const chosen = (same[0] ? same : two).find((each) => (each[0] !== each[0].toLowerCase()) === isUpper && (each[1] !== each[1].toLowerCase()) === isUpper);
    if (chosen) composed.set(sign, same[0] ? chosen : chosen[0] + marks.at(-1) + chosen[1]);
  }
}

write("about", [`CLDR ${process.versions.cldr}, by tools/collation.mjs`]);
write("ignored", [all.map(({ sign }) => sign).filter((sign) => !root.variant(sign, "")).join("")]);
write("composed", [...[...composed].map(([sign, parts]) => sign + parts), ALEF_MADDA]);
write("marks", markGroups(root));
write("marks ar", markGroups(collator("ar")));
write("common", letters("common", root));
for (const script of Object.keys(FIRST)) {
  write(script, letters(script, root));
  for (const [tag, [tailored, own]] of Object.entries(TAILORED))
    if (tailored === script) write(`${script} ${tag}`, letters(script, collator(tag), own));
}
const han = [];
for (let code = 0x3005; code < 0xfa30; code++) {
  const sign = String.fromCodePoint(code);
  if (/\p{Script=Han}/u.test(sign) && sign.normalize("NFKD") === sign) han.push(sign);
}
han.sort(collator("zh").variant);
while (root.variant(han.at(-2), han.at(-1)) < 0) han.pop(); // without a reading, in the order of every language
write("words zh", ["虫重庆", "弞沈阳", "銺藏文"]); // a character, and a word that is sorted behind it for its other reading
write("Hani zh", han.join("").match(/.{1,100}/gu));
console.log(paragraphs.join("\n\n"));
