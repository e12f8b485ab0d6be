// The directory in order of distance from a postal code. What is typed is compared with a table of this site, here in
// the browser: it is sent nowhere. Distances are straight lines on a sphere (haversine).
const form = document.querySelector("[data-near]");
const list = document.querySelector(".cards");
const places = JSON.parse(form.dataset.places);
const words = JSON.parse(form.dataset.words);
const status = form.querySelector("[role=status]");
const nearest = form.querySelector(".near-places");
const [, back] = form.querySelectorAll("button");
const cards = list ? [...list.children] : [];
const RADIUS = form.dataset.unit === "mile" ? 3958.8 : 6371;
const MOST_PLACES = 5;
const lang = document.documentElement.lang;
const written = (distance) =>
  new Intl.NumberFormat(lang, {
    style: "unit",
    unit: form.dataset.unit,
    unitDisplay: "long",
    maximumFractionDigits: distance < 10 ? 1 : 0,
  }).format(distance);
let table;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

const between = ([fromLat, fromLong], [toLat, toLong]) => {
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const half = (degrees) => Math.sin(radians(degrees) / 2) ** 2;
  const part =
    half(toLat - fromLat) + Math.cos(radians(fromLat)) * Math.cos(radians(toLat)) * half(toLong - fromLong);
  return 2 * RADIUS * Math.asin(Math.sqrt(part));
};

const clear = () => {
  for (const label of document.querySelectorAll("[data-distance]")) label.remove();
  nearest.replaceChildren();
  back.hidden = true;
};

const order = (code, here) => {
  const far = Object.fromEntries(Object.entries(places).map(([slug, { at }]) => [slug, between(here, at)]));
  const say = (slug) =>
    fill(places[slug].approximate ? words.roughly : words.about, { distance: written(far[slug]) });
  const slugs = Object.keys(far).sort((a, b) => far[a] - far[b]);
  const known = cards.map((card, rank) => {
    const [slug] = (card.dataset.places ?? "").split(" ").filter((one) => one in far).sort((a, b) => far[a] - far[b]);
    if (slug !== undefined) {
      const label = document.createElement("p");
      label.className = "card-line";
      label.dataset.distance = "";
      label.textContent = `${places[slug].name}: ${say(slug)}`;
      card.querySelector(".card-name").after(label);
    }
    return { card, rank, distance: slug === undefined ? Infinity : far[slug] };
  });
  if ("sorts" in form.dataset) {
    known.sort((a, b) => (a.distance === b.distance ? a.rank - b.rank : a.distance - b.distance));
    list?.append(...known.map(({ card }) => card));
  }
  nearest.append(
    ...slugs.slice(0, MOST_PLACES).map((slug) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = places[slug].url;
      link.textContent = places[slug].name;
      item.append(link, ` ${say(slug)}`);
      return item;
    }),
  );
  const text = "sorts" in form.dataset ? words.sorted : words.nearest;
  status.textContent = fill(text, { code, place: places[slugs[0]].name, distance: say(slugs[0]) });
  back.hidden = false;
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const code = form.elements.code.value.trim();
  clear();
  try {
    table ??= await (await fetch(form.dataset.near)).json();
  } catch {
    status.textContent = words.failed;
    return;
  }
  if (Object.hasOwn(table, code)) {
    order(code, table[code]);
    return;
  }
  list?.append(...cards);
  status.textContent = fill(words.unknown, { code });
});

form.addEventListener("reset", () => {
  clear();
  list?.append(...cards);
  status.textContent = "";
  form.elements.code.focus();
});

if (Object.keys(places).length) form.hidden = false;
