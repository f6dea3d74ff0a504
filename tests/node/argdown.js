// Reads Argdown from standard input with the reference parser and prints what it found, as JSON.
const { ArgdownApplication, ParserPlugin, DataPlugin, ModelPlugin } = require("@argdown/core");

const application = new ArgdownApplication();
[new ParserPlugin(), new DataPlugin(), new ModelPlugin()].forEach((plugin) => application.addPlugin(plugin));

const request = { input: require("fs").readFileSync(0, "utf8"), process: ["parse-input", "build-model"] };
application.addPlugin(new ParserPlugin(), "parse-input");
[new DataPlugin(), new ModelPlugin()].forEach((plugin) => application.addPlugin(plugin, "build-model"));
request.logLevel = "silent";
const found = application.run(request);

const name = (end) => (end.type === "inference" ? `<${end.argumentTitle}>` : end.type === "argument" ? `<${end.title}>` : `[${end.title}]`);
const text = (member) => (member.text || "").trim();
const made = {
  lexerErrors: (found.lexerErrors || []).map((error) => error.message),
  parserErrors: (found.parserErrors || []).map((error) => error.message),
  exceptions: (found.exceptions || []).map((error) => error.message),
  frontMatter: found.frontMatter || null,
  statements: Object.fromEntries(
    Object.values(found.statements || {}).map((each) => [
      each.title,
      { texts: each.members.map(text).filter(Boolean), tags: each.tags || [], data: each.data || null },
    ])
  ),
  arguments: Object.fromEntries(
    Object.values(found.arguments || {}).map((each) => [
      each.title,
      {
        texts: each.members.map(text).filter(Boolean),
        tags: each.tags || [],
        data: each.data || null,
        steps: (each.pcs || []).map((step) => [step.role, step.title, text(step)]),
      },
    ])
  ),
  relations: (found.relations || []).map((each) => [name(each.from), each.relationType, name(each.to)]),
  sections: (found.sections || []).map((each) => each.title),
};
process.stdout.write(JSON.stringify(made, null, 1));
