import { each } from "./_includes/words.js";

export const data = { permalink: "/sitemap.xml" };

export function render({ site, care }) {
  const urls = ["/", ...care.kinds.map(({ url }) => url), ...care.lists.map(({ url }) => url), ...care.providers.map(({ url }) => url)];
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${each(urls, (url) => `<url><loc>${site.url}${url}</loc></url>\n`)}</urlset>
`;
}
