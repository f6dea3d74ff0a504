// Reads items of CSL-JSON, a style and a locale from standard input, and prints what citeproc-js makes of each item.
const CSL = require("citeproc");

const { items, style, locale } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const byId = Object.fromEntries(items.map((item) => [item.id, item]));
const system = { retrieveLocale: () => locale, retrieveItem: (id) => byId[id] };

const engine = new CSL.Engine(system, style, "en-US", true);
engine.setOutputFormat("text");
const made = items.map((item) => {
  engine.updateItems([item.id]);
  const inText = engine.makeCitationCluster([{ id: item.id }]);
  return { reference: engine.makeBibliography()[1].join("").trim(), inText };
});
process.stdout.write(JSON.stringify(made));
