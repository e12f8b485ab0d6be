// Every provider with its reviews, newest first, what their ratings add up to, and the lists that they are in.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { JSON_SCHEMA, load } from "js-yaml";
import { slug } from "../_includes/words.js";

const PAGE = 100;
const read = (path) => load(readFileSync(path, "utf8"), { schema: JSON_SCHEMA });

function standing(ratings) {
  const stars = [0, 0, 0, 0, 0];
  for (const rating of ratings) stars[rating - 1] += 1;
  const count = stars.reduce((sum, one) => sum + one, 0);
  const sum = stars.reduce((all, one, index) => all + one * (index + 1), 0);
  return { stars, count, mean: count < 3 ? "" : (Math.floor((10 * sum) / count) / 10).toFixed(1) };
}

function provider(file) {
  const profile = read(`content/providers/${file}`);
  const folder = `content/reviews/${profile.slug}`;
  const reviews = (existsSync(folder) ? readdirSync(folder) : []).map((one) => read(`${folder}/${one}`));
  reviews.sort((one, other) => (one.received < other.received ? 1 : one.received > other.received ? -1 : 0));
  const ratings = [...profile.other_ratings, ...reviews.flatMap(({ rating }) => rating ?? [])];
  return { ...profile, reviews, standing: standing(ratings), url: `/providers/${profile.slug}/` };
}

function pages(title, base, members) {
  const count = Math.max(1, Math.ceil(members.length / PAGE));
  return Array.from({ length: count }, (_, index) => ({
    title, base, count, number: index + 1, total: members.length,
    url: index ? `${base}page/${index + 1}/` : base,
    members: members.slice(index * PAGE, (index + 1) * PAGE),
  }));
}

function topics(kind, providers) {
  const found = new Map();
  for (const one of providers)
    for (const name of one[kind]) found.has(name) ? found.get(name).push(one) : found.set(name, [one]);
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, members]) => ({ name, members, url: `/${kind}/${slug(name)}/` }));
}

export default () => {
  const providers = readdirSync("content/providers").sort().map(provider);
  const kinds = ["specialties", "cities"].map((kind) => ({ kind, url: `/${kind}/`, topics: topics(kind, providers) }));
  const lists = [
    ...pages("Find care", "/providers/", providers),
    ...kinds.flatMap((kind) => kind.topics.flatMap(({ name, url, members }) => pages(name, url, members))),
  ];
  return { providers, kinds, lists };
};
