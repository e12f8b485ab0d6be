import { readFileSync } from "node:fs";
import { load } from "js-yaml";

export default () => load(readFileSync("content/places.yaml", "utf8"));
