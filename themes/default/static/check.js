// Compares the reviews of a page with the site's review log, whose published files it reads. Loaded at the first click.
// Only `verify` can tell that no later decision exists and that the key is the right one.
const utf8 = new TextEncoder();
const decode = (data) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const fromUrl = (text) => bytes(text.replace(/-/g, "+").replace(/_/g, "/"));
const toUrl = (data) => btoa(String.fromCharCode(...data)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
const equal = (a, b) => toUrl(a) === toUrl(b);
const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Ends a check: "fail" with what does not hold, or "load" or "cannot" when nothing could be compared. */
const stop = (outcome, reason) => {
  throw { outcome, reason };
};
const need = (reason, holds) => holds || stop("fail", reason);
/** Fails for `reason` when `read` meets files of another form. */
const strictly = (reason, read) => read().catch((error) => stop(error.outcome ?? "fail", error.reason ?? reason));

async function load(url) {
  const answer = await fetch(url, { cache: "no-cache" }).catch(() => stop("load"));
  return answer.ok ? new Uint8Array(await answer.arrayBuffer().catch(() => stop("load"))) : stop("load");
}

const sha256 = async (...parts) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(parts.flatMap((part) => [...part]))));
const leafHash = (entry) => sha256([0], entry); // RFC 9162, section 2.1.1
const nodeHash = (left, right) => sha256([1], left, right);
async function completeRoot(hashes) {
  if (hashes.length === 1) return hashes[0];
  const lefts = hashes.filter((_, place) => place % 2 === 0);
  return completeRoot(await Promise.all(lefts.map((left, place) => nodeHash(left, hashes[2 * place + 1]))));
}

/** Gives size and root of a checkpoint signed with `vkey` (c2sp.org/signed-note, c2sp.org/tlog-checkpoint). */
async function openCheckpoint(data, vkey) {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey);
  const typed = bytes(encoded); // 0x01: Ed25519 over a note
  const keyId = (await sha256(utf8.encode(`${name}\n`), typed)).slice(0, 4);
  const hex = Array.from(keyId, (byte) => byte.toString(16).padStart(2, "0")).join("");
  need("checkpoint", typed[0] === 1 && hex === id);
  const isUnknown = () => stop("cannot"); // a browser without Ed25519
  const key = await crypto.subtle.importKey("raw", typed.slice(1), "Ed25519", false, ["verify"]).catch(isUnknown);
  const note = decode(data);
  const cut = note.lastIndexOf("\n\n") + 1;
  const text = note.slice(0, cut);
  let signatures = 0;
  for (const line of note.slice(cut + 1).split("\n")) {
    const [, signer, value] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    if (signer !== name || !equal(bytes(value).slice(0, 4), keyId)) continue; // other keys say nothing
    need("checkpoint", await crypto.subtle.verify("Ed25519", key, bytes(value).slice(4), utf8.encode(text)));
    signatures += 1;
  }
  const [, origin, size, root] = /^(.+)\n([1-9]\d{0,14})\n(.{44})\n$/.exec(text);
  need("checkpoint", signatures > 0 && origin === name);
  return { size: Number(size), root: bytes(root) };
}

/** A signed tree by its tiles (c2sp.org/tlog-tiles): every hash and entry that it gives leads to the signed root. */
function openTree(log, { size, root }) {
  const files = new Map();
  /** Gives a tile's bytes and its width; level "entries" is as wide as level 0. */
  async function file(level, index) {
    const width = Math.min(256, Math.floor(size / 256 ** (Number(level) || 0)) - index * 256);
    const digits = String(index);
    const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.../g);
    const path = `tile/${level}/${groups.join("/x").replace(/^(?=...\/)/, "x").replace(/x(?=...$)/, "")}`;
    if (!files.has(path)) files.set(path, load(`${log}${path}${width < 256 ? `.p/${width}` : ""}`));
    return { data: await files.get(path), width };
  }
  async function hashes(level, index) {
    const { data, width } = await file(level, index);
    need("tree", data.length === 32 * width);
    return Array.from({ length: width }, (_, place) => data.subarray(32 * place, 32 * place + 32));
  }
  /** Proves the partial tiles: their complete subtrees fold to the root (RFC 9162, section 2.1.1). */
  async function prove() {
    let folded;
    for (let level = 0, left = size; left > 0; level += 1, left = Math.floor(left / 256)) {
      let end = left % 256;
      const tile = end ? await hashes(level, Math.floor(left / 256)) : [];
      for (let width = 1; end > 0; width *= 2) {
        if (!(end & width)) continue;
        const peak = await completeRoot(tile.slice(end - width, end));
        folded = folded ? await nodeHash(peak, folded) : peak;
        end -= width;
      }
    }
    need("tree", equal(folded, root));
  }
  /** Gives a proven tile: `prove` saw the partial ones, the level above has the root of each full one. */
  async function tile(level, index) {
    const found = await hashes(level, index);
    if (found.length === 256) {
      const above = await tile(level + 1, Math.floor(index / 256));
      need("tree", equal(await completeRoot(found), above[index % 256]));
    }
    return found;
  }
  async function leaf(index) {
    need("tree", index >= 0 && index < size);
    return (await tile(0, Math.floor(index / 256)))[index % 256];
  }
  async function entry(index) {
    const { data } = await file("entries", Math.floor(index / 256));
    let at = 0;
    const length = () => data[at] * 256 + data[at + 1];
    for (let before = index % 256; before > 0; before -= 1) at += 2 + length();
    const found = data.slice(at + 2, at + 2 + length());
    need("tree", equal(await leafHash(found), await leaf(index)));
    return JSON.parse(decode(found));
  }
  return { size, prove, leaf, entry };
}

const PUBLIC = "id author title language experienced location aspects verification incentive relationship completeness";

/** Gives what the log says of a review: its entry, the decision that its opening names, and what both let be shown. */
async function readReview(tree, opening) {
  const data = bytes(opening.leaf);
  const leaf = await leafHash(data);
  need("opening", equal(leaf, await tree.leaf(opening.index)));
  const entry = JSON.parse(decode(data));
  const { type, subject, action, leaf: decided, hidden = [], hidden_fields = [] } = await tree.entry(opening.decision);
  need("decision", type === "decision" && action === "publish" && subject === opening.index && decided === toUrl(leaf));
  const salts = new Set();
  const open = async (disclosure, digests) => { // RFC 9901, section 4.2
    const [salt, ...rest] = JSON.parse(decode(fromUrl(disclosure)));
    need("opening", digests.includes(toUrl(await sha256(utf8.encode(disclosure)))) && !salts.has(salt));
    salts.add(salt);
    return rest;
  };
  const covered = hidden_fields.map((one) => one.field);
  const fields = {};
  for (const name of PUBLIC.split(" ")) {
    need("decision", name in opening.fields !== covered.includes(name));
    if (covered.includes(name)) continue;
    const [found, value] = await open(opening.fields[name], entry._sd);
    need("opening", found === name);
    fields[name] = value;
  }
  const segments = [];
  for (const [place, digest] of (entry.text ?? []).entries()) {
    const mark = hidden.find((one) => one.segment === place);
    need("decision", place in opening.segments === !mark);
    segments.push(mark ?? (await open(opening.segments[place], [digest["..."]]))[0]);
  }
  let reply = null;
  if (opening.reply) {
    const event = await tree.entry(opening.reply.index);
    need("reply", event.type === "reply" && event.action === "publish" && event.subject === opening.index);
    [, reply] = await open(opening.reply.disclosure, event._sd);
  }
  return { entry, fields, covered, segments, reply };
}

/** Names what an article shows otherwise than the log has it; `say` holds the words that stand for no log entry. */
function differences(article, { entry, fields, covered, segments, reply }, say) {
  const found = new Set();
  const check = (reason, holds) => holds || found.add(reason);
  const all = (selector) => [...article.querySelectorAll(selector)];
  /** A field stands there once, with this value in these words, or not at all. */
  const shows = (name, value, text = value, more = () => true) => {
    const [element, ...others] = all(`[data-field="${name}"]`);
    const same = () => element.dataset.value === value && element.textContent.trim() === text.trim() && more(element);
    check(name, value === null ? !element : element && !others.length && same());
  };
  check("twice", document.querySelectorAll(`[data-log-index="${article.dataset.logIndex}"]`).length === 1);
  check("opening", entry.type === "review" && article.id === `review-${fields.id}`);
  check("provider", entry.provider === document.querySelector("[data-provider]").dataset.provider);

  const { value, best, binary } = entry.rating ?? {};
  if (value === undefined) {
    shows("rating", binary === undefined ? null : String(binary), binary ? say.yes : say.no);
  } else {
    shows("rating", String(value), fill(say.of, { value, best }), (element) => {
      const stars = element.querySelector(".stars > svg");
      const width = Math.floor((100 * value) / best);
      return element.dataset.best === String(best) && (!stars || stars.getAttribute("width") === String(width));
    });
  }
  shows("author", fields.author ?? (covered.includes("author") ? say.authorHidden : say.anonymous));
  shows("title", fields.title ?? null);
  const month = (iso) => fill(say.months.split("|")[iso.slice(5) - 1] ?? iso, { year: iso.slice(0, 4) });
  const date = (name, iso) => shows(name, iso, iso && month(iso), (element) => element.dateTime === iso);
  const received = article.querySelector("time[data-field=received]")?.dataset.value ?? "";
  const year = entry.received.length === 4 && received.startsWith(entry.received); // the log may have no more
  date("received", year ? received : entry.received);
  date("experienced", fields.experienced ?? null);
  shows("reply", reply && reply.text, reply?.text, ({ dataset, parentElement }) =>
    dataset.outcome === reply.outcome && parentElement.querySelector("time").dateTime === reply.published_on);

  const answers = Object.entries(fields.aspects ?? {}).map(([name, stars]) => `${name} ${fill(say.stars, { stars })}`);
  const shown = all("[data-aspect]").map((element) => `${element.dataset.aspect} ${element.textContent.trim()}`);
  check("aspects", answers.sort().join("\n") === shown.sort().join("\n"));

  const labels = [`method ${entry.method}`, `source ${entry.source}`, ...covered.map((name) => `hidden-field ${name}`)];
  const unsaid = { incentive: "none", relationship: "none", completeness: "full" };
  for (const name of ["verification", "location", "incentive", "relationship", "completeness"]) {
    if (fields[name] && fields[name] !== unsaid[name]) labels.push(`${name} ${fields[name]}`);
  }
  const marks = all("[data-field=label]").map(({ dataset, textContent }) => {
    check("labels", !(dataset.label in { incentive: 1, relationship: 1 }) || textContent.includes(dataset.value));
    return `${dataset.label} ${dataset.value}`;
  });
  const closed = !marks.some((mark) => mark.startsWith("location ")); // a place that the site no longer has
  for (const mark of [...labels, ...marks]) {
    const [name] = mark.split(" ");
    const same = labels.includes(mark) && marks.includes(mark);
    check(name === "method" || name === "source" ? name : "labels", same || (closed && name === "location"));
  }

  // NUL, which no text holds, stands around each mark.
  const [before, after] = say.hidden.split("{reason}");
  const isMark = ({ textContent: words }) => words.startsWith(before) && words.endsWith(after);
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    const { segment, reason } = node.dataset ?? {};
    return node.matches?.("mark.redaction") && isMark(node) ? `\0${segment} ${reason}\0` : `\0\0${node.textContent}`;
  };
  const logged = segments.map((one) => (one.reason ? `\0${one.segment} ${one.reason}\0` : one)).join("");
  const boxes = all("[data-review-text]");
  const text = boxes.flatMap((box) => [...box.childNodes].map(read)).join("");
  const plain = (marked) => marked.replace(/\0[^\0]*\0/g, "");
  check("text", boxes.length === Math.min(1, segments.length) && plain(text) === plain(logged));
  check("marks", text === logged || found.has("text"));

  const known = "[data-field], [data-review-text], [data-aspect], [data-word], [data-result], button";
  const words = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const { data, parentElement } = words.currentNode;
    check("words", /^[\s·]*$/.test(data) || parentElement.closest(known));
  }
  const look = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  const isSeen = (element) => element.checkVisibility?.(look) ?? true;
  const isFiltered = article.hidden; // by the reader
  check("unseen", isFiltered || all("[data-field], [data-review-text]").every(isSeen));
  return [...found];
}

async function compare({ dataset: say }, articles) {
  if (!globalThis.crypto?.subtle) stop("cannot");
  const { log, key } = say;
  const { provider } = document.querySelector("[data-provider]").dataset;
  const note = await load(`${log}checkpoint`);
  const tree = openTree(log, await strictly("checkpoint", () => openCheckpoint(note, key)));
  await tree.prove();
  const file = await load(`${log}openings/${provider}.json`);
  const { size, reviews } = await strictly("opening", async () => JSON.parse(decode(file)));
  if (size > tree.size) stop("load"); // one of the two is from before the site's last change
  const results = [];
  for (const article of articles) {
    const opening = reviews.find((one) => String(one.index) === article.dataset.logIndex);
    try {
      need("unlogged", opening);
      results.push(differences(article, await strictly("opening", () => readReview(tree, opening)), say));
    } catch (error) {
      results.push(error.outcome === "fail" ? [error.reason] : stop(error.outcome));
    }
  }
  return results;
}

/** Checks `articles` and says in `region` what came of it; a check of the whole page says it at each review, too. */
export async function check(box, region, articles) {
  const words = box.querySelector("template").content;
  const tell = (place, outcome, reasons = [], values = {}) => {
    const said = words.querySelector(`[data-said="${outcome}"]`).cloneNode(true);
    for (const part of said.querySelectorAll("[data-values]")) part.textContent = fill(part.textContent, values);
    const list = reasons.map((reason) => words.querySelector(`[data-reason="${reason}"]`).cloneNode(true));
    said.querySelector("ul")?.append(...list);
    place.dataset.result = outcome.replace(/^.*-/, "");
    place.setAttribute("aria-live", place === region ? "polite" : "off");
    place.replaceChildren(said);
  };
  try {
    const results = await compare(box, articles);
    const failed = results.filter((reasons) => reasons.length).length;
    const isPage = box.contains(region);
    results.forEach((reasons, place) => {
      const own = isPage ? articles[place].querySelector("[data-result]") : region;
      if (own) tell(own, reasons.length ? "fail" : isPage ? "match" : "one-match", reasons);
    });
    if (isPage) tell(region, failed ? "page-fail" : "page-match", [], { count: results.length, failed });
  } catch ({ outcome = "cannot", reason }) {
    tell(region, outcome, reason ? [reason] : []);
  }
}
