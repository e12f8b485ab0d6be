import { base } from "./_includes/base.js";
import { each, text } from "./_includes/words.js";

export const data = {
  pagination: { data: "care.kinds", size: 1, alias: "kind" },
  permalink: ({ kind }) => `${kind.url}index.html`,
};

export function render({ site, kind }) {
  const title = kind.kind === "cities" ? "Cities" : "Specialties";
  const links = each(kind.topics, ({ name, url, members }) =>
    `<li><a href="${url}">${text(name)} <span>${members.length}</span></a></li>`);
  return base({ site, title, url: kind.url }, `<div class="wrap"><h1>${title}</h1>\n<ul class="tags">${links}</ul></div>`);
}
