// Order and filter for the reviews on this page. Nothing is preset; without this script all reviews stand newest first.
const tools = document.querySelector("[data-tools]");
const list = document.querySelector("[data-reviews]");
if (tools && list) {
  const { stars, order } = tools.elements;
  const status = tools.querySelector("output");
  const reviews = Array.from(list.children);
  const value = (review) => Number(review.querySelector('[data-field="rating"]')?.dataset.value);
  const show = () => {
    const rank = { old: -1, low: 1, high: -1 }[order.value] ?? 0;
    const sorted = reviews.slice();
    if (order.value === "old") sorted.reverse();
    else if (rank) sorted.sort((a, b) => rank * ((value(a) || 0) - (value(b) || 0)));
    let shown = 0;
    for (const review of sorted) {
      review.hidden = stars.value !== "" && Math.round(value(review)) !== Number(stars.value);
      if (!review.hidden) shown += 1;
    }
    list.append(...sorted);
    status.textContent = status.dataset.template.replace("{shown}", shown).replace("{all}", reviews.length);
  };
  tools.addEventListener("change", show);
  tools.hidden = false;
}
