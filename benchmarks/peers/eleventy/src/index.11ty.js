import { base } from "./_includes/base.js";
import { each, text } from "./_includes/words.js";

export const data = { permalink: "/index.html" };

export function render({ site, care }) {
  const links = each(care.kinds[0].topics, ({ name, url, members }) =>
    `<li><a href="${url}">${text(name)} <span>${members.length}</span></a></li>`);
  return base({ site, title: site.title, url: "/" },
    `<div class="wrap"><h1>${site.title}</h1><p><a href="/providers/">Find care</a></p>\n<ul class="tags">${links}</ul></div>`);
}
