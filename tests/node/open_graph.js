// Reads the paths of pages from standard input, one a line, and prints what open-graph-scraper finds in each.
const fs = require("fs");
const ogs = require("open-graph-scraper");

async function read(path) {
  const { error, result } = await ogs({ html: fs.readFileSync(path, "utf8") });
  return error ? { error: result.errorDetails || String(error) } : result;
}

(async () => {
  const paths = fs.readFileSync(0, "utf8").split("\n").filter(Boolean);
  process.stdout.write(JSON.stringify(await Promise.all(paths.map(read))));
})();
