// Ask engines for search what readers ask: documents and queries as JSON in, a line of JSON for each engine out.
import fs from "node:fs";
import zlib from "node:zlib";
import flexsearch from "flexsearch";
import Fuse from "fuse.js";
import lunr from "lunr";
import MiniSearch from "minisearch";

const [documents, queries] = process.argv.slice(2).map(path => JSON.parse(fs.readFileSync(path)));
const FIRST = 5;

// Each makes what a site would publish, and loads it as a browser would.
const engines = {
  minisearch() {
    const options = { fields: ["title", "names", "text"], searchOptions: { boost: { title: 10, names: 10 }, prefix: true, fuzzy: 0.2 } };
    const made = new MiniSearch(options);
    made.addAll(documents);
    return [JSON.stringify(made), json => {
      const index = MiniSearch.loadJSON(json, options);
      return query => {
        const all = index.search(query, { combineWith: "AND" });
        return (all.length ? all : index.search(query)).map(each => each.id);
      };
    }];
  },
  "fuse.js"() {
    const keys = [{ name: "title", weight: 10 }, { name: "names", weight: 10 }, { name: "text", weight: 1 }];
    const options = { keys, ignoreLocation: true, threshold: 0.3, ignoreDiacritics: true };
    return [JSON.stringify([documents, Fuse.createIndex(keys, documents)]), json => {
      const [listed, index] = JSON.parse(json);
      const fuse = new Fuse(listed, options, Fuse.parseIndex(index));
      return query => fuse.search(query, { limit: FIRST }).map(each => each.item.id);
    }];
  },
  flexsearch() {
    return [JSON.stringify(documents), json => {
      const index = ["title", "names", "text"].map(field => ({ field, tokenize: field === "text" ? "strict" : "forward" }));
      const made = new flexsearch.Document({ document: { id: "id", index } });
      for (const each of JSON.parse(json)) made.add(each);
      return query => [...new Set(made.search(query, { limit: FIRST, suggest: true }).flatMap(each => each.result))];
    }];
  },
  lunr() {
    const made = lunr(function () {
      this.ref("id");
      this.field("title", { boost: 10 });
      this.field("names", { boost: 10 });
      this.field("text");
      for (const each of documents) this.add({ ...each, names: each.names.join(" ") });
    });
    return [JSON.stringify(made), json => {
      const index = lunr.Index.load(JSON.parse(json));
      return query => index.search(query.replace(/[-+:~^*]/g, " ")).map(each => each.ref);
    }];
  },
};

const seconds = start => { const { user, system } = process.cpuUsage(start); return (user + system) / 1e6; };
for (const [name, make] of Object.entries(engines)) {
  const [json, load] = make(), start = process.cpuUsage(), search = load(json);
  search("security");
  const took = seconds(start);
  const found = queries.map(query => search(query).slice(0, FIRST));
  console.log(JSON.stringify({ name, bytes: zlib.gzipSync(json).length, seconds: took, found }));
}
