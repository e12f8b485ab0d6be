import MarkdownIt from "markdown-it";
import { base } from "./_includes/base.js";
import { each, slug, text } from "./_includes/words.js";

export const data = {
  pagination: { data: "care.providers", size: 1, alias: "provider" },
  permalink: ({ provider }) => `${provider.url}index.html`,
};

const markdown = new MarkdownIt();

function graph(site, provider) {
  const url = `${site.url}${provider.url}`;
  const reviews = provider.reviews.map((one) => ({
    "@type": "Review", "@id": `${url}#review-${one.id}`, "datePublished": one.received, "reviewBody": one.text,
    "author": { "@type": "Person", "name": one.author ?? "Anonymous patient" },
    ...(one.rating && { "reviewRating": { "@type": "Rating", "ratingValue": one.rating, "bestRating": 5, "worstRating": 1 } }),
    ...(one.title && { "name": one.title }),
    ...(one.reply && { "comment": { "@type": "Comment", "text": one.reply } }),
  }));
  const { mean, count } = provider.standing;
  return { "@context": "https://schema.org", "@graph": [
    { "@type": "BreadcrumbList", "itemListElement": [
      { "@type": "ListItem", "position": 1, "name": "Find care", "item": `${site.url}/providers/` },
      { "@type": "ListItem", "position": 2, "name": provider.title, "item": url } ] },
    { "@type": "ProfilePage", "@id": url, "mainEntity": { "@id": `${url}#person` } },
    { "@type": "Person", "@id": `${url}#person`, "name": provider.title, "honorificSuffix": provider.name.suffix,
      "jobTitle": provider.profession, "knowsLanguage": provider.languages,
      "worksFor": { "@type": "MedicalOrganization", "name": site.title } },
    { "@type": "IndividualPhysician", "@id": `${url}#provider`, "name": provider.title, "url": url,
      "telephone": provider.locations[0].phone, "medicalSpecialty": provider.specialties,
      ...(mean && { "aggregateRating": { "@type": "AggregateRating", "ratingValue": mean, "reviewCount": count, "bestRating": 5, "worstRating": 1 } }),
      "review": reviews } ] };
}

const place = (practice, { name, address, parking, accessibility }) => `<div class="card"><h3>${text(name)}</h3>
<p class="chip">${practice.accepting_new_patients ? "Accepting new patients" : "Not accepting new patients"}</p>
<address>${text(address.street)}<br>${text(address.locality)}, ${address.region} ${address.postal_code}</address>
<p><a href="tel:${practice.phone}">${practice.phone}</a></p>
<table class="hours"><caption>Hours</caption>${each(Object.entries(practice.hours), ([days, times]) => `<tr><th scope="row">${days}</th><td>${times}</td></tr>`)}</table>
<p>${text(parking)}</p><ul>${each(accessibility, (one) => `<li>${text(one)}</li>`)}</ul></div>
`;

const review = (site, one) => `<article class="review" id="review-${one.id}">
<header>
${one.rating ? `<p class="rating" data-field="rating" data-value="${one.rating}"><svg class="stars" viewBox="0 0 100 20" width="100" height="20" aria-hidden="true"><use href="#stars"/><rect width="${20 * one.rating}" height="20"/></svg><span>${one.rating} of 5</span></p>` : ""}
<h3>${text(one.title ?? "Review")}</h3>
<p class="byline"><span class="author" dir="auto" data-field="author">${text(one.author ?? "Anonymous patient")}</span> · <span>received</span> <time datetime="${one.received}">${one.received}</time>${one.experienced ? ` · <span>visit in</span> <time datetime="${one.experienced}">${one.experienced}</time>` : ""}</p>
</header>
<p class="review-text" dir="auto" data-review-text>${text(one.text)}</p>
<ul class="labels"><li>Everybody was asked</li><li>through our website's form</li><li>Visit confirmed by the practice</li></ul>
${one.reply ? `<div class="reply"><h4>Reply from ${site.title}</h4><p class="reply-text" dir="auto">${text(one.reply)}</p></div>` : ""}
<p class="review-links"><a href="#review-${one.id}">Link to this review</a> <a href="mailto:reviews@benchmark.example?subject=Review%20${one.id}">Report this review</a></p>
</article>
`;

export function render({ site, places, provider }) {
  const { title, name, standing, specialties, locations } = provider;
  const json = JSON.stringify(graph(site, provider)).replaceAll("<", "\\u003c");
  const description = `${title}: ${specialties.join(", ")} at ${site.title}`;
  const head = { site, title, description, url: provider.url, data: `<script type="application/ld+json">${json}</script>` };
  const link = (one) => `<a href="/specialties/${slug(one)}/">${text(one)}</a>`;
  return base(head, `<nav class="crumbs" aria-label="You are here"><ol><li><a href="/providers/">Find care</a></li><li>${link(specialties[0])}</li><li>${text(title)}</li></ol></nav>
<div class="hero"><div class="wrap">
<h1>${text(title)}${name.suffix ? `<span class="suffix">, ${text(name.suffix)}</span>` : ""}</h1>
<p class="what">${specialties.map(link).join(" ")}</p>
<p class="rating" data-average="${standing.mean}" data-count="${standing.count}">${standing.mean ? `${standing.mean} of 5 · ${standing.count} ratings · last 36 months` : `Not enough ratings yet (${standing.count} of 3)`}</p>
<p>Speaks ${provider.languages.join(", ")}</p>
<p class="actions"><a class="button" href="tel:${locations[0].phone}">Call ${locations[0].phone}</a></p>
</div></div>
<div class="wrap columns">
<section><h2>About ${text(title)}</h2><div class="prose">${markdown.render(provider.bio)}</div>
<h2>Conditions</h2><ul class="tags">${each(provider.conditions, (one) => `<li>${text(one)}</li>`)}</ul>
<h2>Insurance</h2><ul class="tags">${each(provider.insurance, (one) => `<li>${text(one)}</li>`)}</ul>
<h2>Training and certification</h2>
<dl class="facts">${each(provider.education, (one) => `<dt>${text(one.degree)}</dt><dd>${text(one.school)}, ${one.year}</dd>`)}${each(provider.credentials, (one) => `<dt>${text(one.name)}</dt><dd>${text(one.issuer)}, since ${one.since}</dd>`)}</dl>
</section>
<section><h2>Locations</h2>
${each(locations, (practice) => place(practice, places[practice.location]))}</section>
</div>
<div class="reviews"><div class="wrap">
<h2 id="reviews">Reviews</h2>
<table class="bars"><caption>How the ratings are spread</caption>${each([5, 4, 3, 2, 1], (one) => `<tr><th scope="row">${one} stars</th><td>${standing.stars[one - 1]}</td></tr>`)}</table>
<div class="review-list">
${each(provider.reviews, (one) => review(site, one))}</div></div></div>
<p class="wrap note">Profile last verified on ${provider.verified_on}</p>`);
}
