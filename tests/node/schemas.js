// Reads schemas, documents and patterns from standard input, and prints what ajv and this engine's `u` make of them.
const Ajv = require("ajv");

const { schemas, documents, annotations, patterns, texts } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const ajv = new Ajv({ strict: true, allErrors: true, keywords: annotations });

const refused = {};
const validators = {};
for (const [name, schema] of Object.entries(schemas)) {
  try {
    validators[name] = ajv.compile(schema);
  } catch (error) {
    refused[name] = error.message;
  }
}
const errors = documents.map(([name, data]) => (validators[name](data) ? [] : ajv.errorsText(validators[name].errors)));
const matches = patterns.map((pattern) => texts.map((text) => new RegExp(pattern, "u").test(text)));
process.stdout.write(JSON.stringify({ refused, errors, matches }));
