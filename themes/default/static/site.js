// Filter and order for reviews: without a choice, all stand newest first.
const tools = document.querySelector("[data-tools]");
const list = document.querySelector("[data-reviews]");
if (tools && list) {
  const [stars, order] = tools.querySelectorAll("select");
  const status = tools.querySelector("output");
  const reviews = Array.from(list.children, (element, place) => {
    const { value, best } = element.querySelector("[data-best]")?.dataset ?? {};
    return { element, place, score: value === undefined ? null : 1 + (4 * (value - 1)) / (best - 1) };
  });
  const unrated = (a, b) => (a.score === null) - (b.score === null);
  const orders = {
    "": (a, b) => a.place - b.place,
    old: (a, b) => b.place - a.place,
    low: (a, b) => unrated(a, b) || a.score - b.score || a.place - b.place,
    high: (a, b) => unrated(a, b) || b.score - a.score || a.place - b.place,
  };
  tools.addEventListener("change", () => {
    const wanted = stars.value;
    let shown = 0;
    for (const { element, score } of reviews) {
      element.hidden = wanted !== "" && (score === null || Math.round(score) !== Number(wanted));
      if (!element.hidden) shown += 1;
    }
    list.append(...[...reviews].sort(orders[order.value]).map((review) => review.element));
    status.textContent = status.dataset.template.replace("{shown}", shown).replace("{all}", reviews.length);
  });
  tools.hidden = false;
}

// The check against the review log; its code is loaded at the first click.
const check = document.querySelector("[data-check]");
if (check) {
  const words = check.querySelector("template").content;
  const offer = (button, region, find) =>
    button.addEventListener("click", async () => {
      const say = (outcome) => region.replaceChildren(words.querySelector(`[data-said="${outcome}"]`).cloneNode(true));
      say("busy");
      try {
        await (await import(check.dataset.check)).check(check, region, find());
      } catch {
        region.dataset.result = "load";
        say("load");
      }
    });
  const waiting = new Set(document.querySelectorAll(".review"));
  const prepare = (review) => {
    if (!waiting.delete(review)) return;
    const [button, region] = Array.from(words.children, (part) => part.cloneNode(true));
    review.querySelector(".review-links")?.append(button);
    review.append(region);
    offer(button, region, () => [review]);
  };
  // One review at a time, when idle.
  const soon = window.requestIdleCallback ?? setTimeout;
  for (const review of waiting) if (review.dataset.logIndex) soon(() => prepare(review));
  const [button, region] = check.children;
  offer(button, region, () => {
    waiting.forEach(prepare);
    return [...document.querySelectorAll(".review")];
  });
  check.hidden = false;
}

// Captions are asked for when a film plays, not with the page.
for (const film of document.querySelectorAll(".film video")) {
  film.addEventListener("play", () => [...film.textTracks].forEach((track) => (track.mode = "showing")), { once: true });
}
