// Ask Adobe's validator about the structured data of every page of a folder:
// `node structured_data.mjs VOCABULARY FOLDER` prints what it says as JSON. VOCABULARY is site_gen/data/schema_org.json, the
// schema.org vocabulary in a short form, which is spelled out here in the form that schema.org publishes.
import Validator from "@adobe/structured-data-validator";
import Extractor from "@marbec/web-auto-extractor";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [vocabulary, folder] = process.argv.slice(2);
const { types, properties } = JSON.parse(readFileSync(vocabulary, "utf8"));
const named = (names) => names.map((name) => ({ "@id": `schema:${name}` }));
const graph = [
  ...Object.entries(types).map(([name, parents]) => ({
    "@id": `schema:${name}`, "@type": "rdfs:Class", "rdfs:subClassOf": named(parents),
  })),
  ...Object.entries(properties).map(([name, { domains }]) => ({
    "@id": `schema:${name}`, "@type": "rdf:Property", "schema:domainIncludes": named(domains),
  })),
];

const validator = new Validator({ "@graph": graph });
const extractor = new Extractor({ addLocation: true, embedSource: ["rdfa", "microdata"] });

// The validator asks each type of a node for each property; a node of several types is right where one of them knows it.
const judge = async (node) => {
  const types = [node["@type"]].flat();
  const issues = await validator.validate({ jsonld: { [types[0]]: [node] } });
  const ofProperty = ({ errorType, path, fieldNames }, name) =>
    errorType === "schemaOrg" && path.length === 1 && fieldNames[0] === name && name !== "@type";
  const knownBySome = ({ fieldNames: [name] }) => issues.filter((one) => ofProperty(one, name)).length < types.length;
  return issues.filter((issue) => !(ofProperty(issue, issue.fieldNames?.[0]) && knownBySome(issue)));
};

const said = [];
const seen = new Set();
let pages = 0;
for (const file of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html")).sort()) {
  const { jsonld = {}, errors } = extractor.parse(readFileSync(join(folder, file), "utf8"));
  const issues = await validator.validate({ errors });
  for (const node of new Set(Object.values(jsonld).flat())) issues.push(...(await judge(node)));
  Object.keys(jsonld).forEach((type) => seen.add(type));
  if (Object.keys(jsonld).length) pages += 1;
  for (const { issueMessage, severity, rootType, path } of issues)
    said.push({ file, severity, message: issueMessage, root: rootType, at: path?.map((step) => step.property ?? step.type) });
}
process.stdout.write(JSON.stringify({ pages, types: [...seen].sort(), said }));
