import { text } from "./words.js";

const LINKS = `<ul><li><a href="/providers/">Find care</a></li><li><a href="/specialties/">Specialties</a></li><li><a href="/cities/">Cities</a></li></ul>`;

export function base({ site, title, description, url, data = "" }, main) {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} – ${site.title}</title>
<meta name="description" content="${text(description ?? `${title}, ${site.title}`)}">
<link rel="canonical" href="${site.url}${url}">
<meta property="og:title" content="${text(title)}">
<meta property="og:type" content="website">
<meta property="og:url" content="${site.url}${url}">
<meta property="og:site_name" content="${site.title}">
<link rel="stylesheet" href="/site.css">
${data}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="site-head"><div class="wrap">
<a class="brand" href="/">${site.title}</a>
<nav aria-label="Site">${LINKS}</nav>
<a class="site-phone" href="tel:${site.phone}">${site.phone}</a>
</div></header>
<main id="main">
${main}
</main>
<footer class="site-foot"><div class="wrap">
<p>${site.title}</p>
${LINKS}
</div></footer>
</body>
</html>
`;
}
