import { base } from "./_includes/base.js";
import { each, text } from "./_includes/words.js";

export const data = {
  pagination: { data: "care.lists", size: 1, alias: "list" },
  permalink: ({ list }) => `${list.url}index.html`,
};

const written = new Map();

function card(provider, places) {
  if (!written.has(provider.slug)) {
    const { standing, name, locations } = provider;
    written.set(provider.slug, `<li class="card" data-provider="${provider.slug}">
<h2><a href="${provider.url}">${text(provider.title)}${name.suffix ? `<span class="suffix">, ${text(name.suffix)}</span>` : ""}</a></h2>
<p>${text(provider.specialties.join(", "))}</p>
<p class="rating">${standing.mean ? `${standing.mean} of 5 · ${standing.count} ratings` : `Not enough ratings yet (${standing.count} of 3)`}</p>
<p>${each(locations, ({ location }, index) => `${index ? " · " : ""}${text(places[location].name)}`)}</p>
<p>${provider.languages.join(", ")}</p>
<p><a href="tel:${locations[0].phone}">${locations[0].phone}</a></p>
</li>`);
  }
  return written.get(provider.slug);
}

export function render({ site, places, list }) {
  const pager = Array.from({ length: list.count }, (_, index) => {
    const url = index ? `${list.base}page/${index + 1}/` : list.base;
    return `<li><a href="${url}"${index + 1 === list.number ? ' aria-current="page"' : ""}>${index + 1}</a></li>`;
  });
  return base({ site, title: list.title, url: list.url }, `<div class="wrap listing"><h1>${text(list.title)}</h1>
<p>${list.total} providers</p>
<ul class="cards">
${each(list.members, (provider) => card(provider, places))}
</ul>
${list.count > 1 ? `<nav aria-label="Pages"><ul class="pager">${pager.join("")}</ul></nav>` : ""}
</div>`);
}
