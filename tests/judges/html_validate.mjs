// Ask html-validate about every page of a folder: `node html_validate.mjs FOLDER` prints what it says as JSON.
// All rules of its presets `recommended` and `a11y` are errors. A rule is only turned off or set with a reason beside it.
import { FileSystemConfigLoader, HtmlValidate, cjsResolver } from "html-validate/node";
import { readdirSync } from "node:fs";
import { join } from "node:path";

export const rules = {
  // HTML's standard takes any case, and the short form is what every tool of today writes.
  "doctype-style": ["error", { style: "lowercase" }],
  // A name with all its credentials is never shortened; a search engine cuts by itself where it has no more room.
  "long-title": "off",
  // No phone number breaks into two lines, which test_reach.py looks at; a non-breaking space in it would make it another text
  // than everywhere else.
  "tel-non-breaking": "off",
};

const files = readdirSync(process.argv[2], { recursive: true }).filter((file) => file.endsWith(".html"));
const config = { root: true, extends: ["html-validate:recommended", "html-validate:a11y"], rules };
const judge = new HtmlValidate(new FileSystemConfigLoader([cjsResolver()], config));
const said = [];
for (const file of files) {
  const report = await judge.validateFile(join(process.argv[2], file));
  for (const result of report.results)
    for (const { ruleId, message, line, selector } of result.messages) said.push({ file, line, rule: ruleId, message, selector });
}
process.stdout.write(JSON.stringify({ files: files.length, said }));
