// Says whether a place is open now, by its own clocks and the hours on the page; of a holiday without any, that nobody
// knows.
const words = JSON.parse(document.querySelector("[data-open-words]").dataset.openWords);
const lang = document.documentElement.lang;
const WEEK = 7;
const DAY_MS = 86_400_000;
const MIDNIGHT = "24:00";

// Date and time on the clocks of a time zone, which are put forward and back.
const clock = (zone, now) => {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(now);
  const { year, month, day, hour, minute } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return { date: `${year}-${month}-${day}`, time: `${hour}:${minute}` };
};

const plus = (date, days) => new Date(Date.parse(`${date}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
const weekday = (date) => (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7;
const write = (date, time, options) =>
  new Intl.DateTimeFormat(lang, { timeZone: "UTC", ...options }).format(new Date(`${date}T${time.replace(MIDNIGHT, "00:00")}Z`));
const timeOf = (time) => write("2000-01-01", time, { hour: "numeric", minute: "2-digit" });

const state = ({ week, dates, holidays, zone }, now) => {
  const { date, time } = clock(zone, now);
  const spans = (day) => dates[day] ?? week[weekday(day)];
  const unsure = (day) => (day in dates ? undefined : holidays[day]);
  if (unsure(date)) return ["holiday", { holiday: unsure(date) }];
  const current = spans(date).find(([opens, closes]) => opens <= time && time < closes);
  if (current) {
    let [, closes] = current;
    let nights = 0;
    for (let next; closes === MIDNIGHT && nights < WEEK; [, closes] = next) {
      next = spans(plus(date, nights + 1)).find(([opens]) => opens === "00:00");
      if (!next) break;
      nights += 1;
    }
    return nights === WEEK ? ["always", {}] : ["open", { time: timeOf(closes) }];
  }
  const later = spans(date).find(([opens]) => opens > time);
  if (later) return ["today", { time: timeOf(later[0]) }];
  for (let days = 1; days <= 2 * WEEK; days += 1) {
    const day = plus(date, days);
    const [first] = spans(day);
    if (!first) continue;
    const shown = write(day, "12:00", days < WEEK ? { weekday: "long" } : { weekday: "long", month: "long", day: "numeric" });
    return unsure(day)
      ? ["maybe", { day: shown, holiday: unsure(day) }]
      : ["later", { day: shown, time: timeOf(first[0]) }];
  }
  return ["closed", {}];
};

const KINDS = { open: "chip-yes", always: "chip-yes", holiday: "chip-no", maybe: "chip-no" };

const tell = () => {
  for (const place of document.querySelectorAll("[data-open]")) {
    const hours = JSON.parse(place.dataset.open);
    const [name, values] = state(hours, new Date());
    const text = (hours.own && words[`own-${name}`]) || words[name];
    place.classList.remove("chip-yes", "chip-no");
    if (KINDS[name]) place.classList.add(KINDS[name]);
    place.textContent = text.replace(/\{(\w+)\}/g, (_all, key) => values[key]);
    place.hidden = false;
  }
};

tell();
document.addEventListener("visibilitychange", () => document.hidden || tell());
