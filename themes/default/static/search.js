// Search over the profiles, by Pagefind, which this site serves itself: no word of a search leaves the browser.
const form = document.querySelector("[data-search]");
const status = document.querySelector("[data-search-status]");
const results = document.querySelector("[data-search-results]");
const more = document.querySelector("[data-search-more]");
const words = JSON.parse(form.dataset.words);
const inputs = [...form.elements].filter((one) => one.name);
const filters = inputs.filter((one) => one.name !== "q");
const PER_STEP = 20;
let found = [];
let turn = 0;

const make = (name, properties, ...children) => {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
};

const card = ({ url, meta, filters: facts, plain_excerpt: excerpt }, query) => {
  const body = make("div", { className: "card-body" });
  body.append(make("h2", { className: "card-name" }, make("a", { className: "cover", href: url, textContent: meta.title })));
  if (meta.what) body.append(make("p", { className: "card-what", textContent: meta.what.replace(/\s+/g, " ").replace(/\.$/, "") }));
  if (meta.status) body.append(make("p", { className: "card-status", textContent: meta.status }));
  else if (meta.accepting) {
    const chip = `chip chip-${(facts.accepting ?? [""])[0]}`;
    body.append(make("p", { className: chip, textContent: meta.accepting }));
  }
  if (facts.location) body.append(make("p", { className: "card-line", textContent: facts.location.join(" · ") }));
  if (facts.language) body.append(make("p", { className: "card-line", textContent: facts.language.join(", ") }));
  if (query && excerpt) body.append(make("p", { className: "search-excerpt", textContent: `… ${excerpt} …` }));
  return make("li", { className: "card provider-card" }, body);
};

const show = async (query) => {
  const mine = turn;
  const next = found.slice(results.children.length, results.children.length + PER_STEP);
  const loaded = await Promise.all(next.map((one) => one.data()));
  if (mine !== turn) return;
  results.append(...loaded.map((one) => card(one, query)));
  more.hidden = results.children.length >= found.length;
};

// The count beside a choice is how many there are with it, and with what is chosen in the other filters.
const fill = (select, counts) => {
  const names = select.dataset.words ? JSON.parse(select.dataset.words) : {};
  for (const option of select.options) {
    if (!option.value) continue;
    const count = counts[option.value] ?? 0;
    option.textContent = `${names[option.value] ?? option.value} (${count})`;
  }
};

const start = async () => {
  const pagefind = await import(new URL(`${form.dataset.search}pagefind.js`, location.href));
  await pagefind.options({ excerptLength: 18 });
  await pagefind.init();
  const known = await pagefind.filters();
  const collator = new Intl.Collator(document.documentElement.lang);
  for (const one of filters) {
    const values = Object.keys(known[one.name] ?? {}).filter((value) => value.trim());
    const helps = one.type === "checkbox" ? values.includes(one.value) : values.length > 0;
    one.closest("p").hidden = !helps;
    if (helps && one.type !== "checkbox") {
      for (const value of values.sort(collator.compare)) one.append(make("option", { value }));
      fill(one, known[one.name]);
    }
  }
  const asked = new URLSearchParams(location.search);
  for (const one of inputs) {
    if (one.type === "checkbox") one.checked = asked.get(one.name) === one.value;
    else one.value = asked.get(one.name) ?? "";
    if (one.value === "" && one.tagName === "SELECT") one.selectedIndex = 0;
  }

  const search = async () => {
    turn += 1;
    const mine = turn;
    const chosen = filters.filter((one) => (one.type === "checkbox" ? one.checked : one.value));
    const query = form.elements.q.value.trim();
    const params = new URLSearchParams([...(query ? [["q", query]] : []), ...chosen.map((one) => [one.name, one.value])]);
    history.replaceState(null, "", params.size ? `?${params}` : location.pathname);
    if (!query && !chosen.length) {
      found = [];
      results.replaceChildren();
      status.textContent = "";
      more.hidden = true;
      for (const one of filters.filter(({ type }) => type !== "checkbox")) fill(one, known[one.name] ?? {});
      return;
    }
    const wanted = Object.fromEntries(chosen.map((one) => [one.name, one.value]));
    const answer = await pagefind.search(query || null, { filters: wanted });
    if (mine !== turn) return;
    found = answer.results;
    results.replaceChildren();
    for (const one of filters.filter(({ type }) => type !== "checkbox")) {
      const { [one.name]: own, ...rest } = wanted;
      let counts = answer.filters;
      if (own !== undefined) {
        const free = query || Object.keys(rest).length > 0;
        counts = free ? (await pagefind.search(query || null, { filters: rest })).filters : known;
      }
      if (mine !== turn) return;
      fill(one, counts[one.name] ?? {});
    }
    await show(query);
    if (mine !== turn) return;
    const number = new Intl.NumberFormat(document.documentElement.lang).format(found.length);
    status.textContent = found.length > 1 ? words.many.replace("{count}", number) : found.length ? words.one : words.none;
  };

  let waiting = 0;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  form.elements.q.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 200);
  });
  for (const one of filters) one.addEventListener("change", search);
  more.firstElementChild.addEventListener("click", async () => {
    const first = results.children.length;
    await show(form.elements.q.value.trim());
    results.children[first]?.querySelector("a").focus();
  });
  form.hidden = false;
  document.querySelector(".search-off").hidden = true;
  await search();
};

start().catch(() => {
  status.textContent = words.failed;
});
