// The panel in which the look is tried out. It sets what a build would set: classes of the root element and the
// properties of the style sheet; what they do is the style sheet's alone. What is tried stays in this window.
(() => {
  "use strict";
  const PATH = "/.site-gen/look/";
  const STORE = "site-gen-look";
  const MOST_TOLD = 4;
  const root = document.documentElement;
  const own = { className: root.className, style: root.getAttribute("style") };
  const read = () => JSON.parse(sessionStorage.getItem(STORE) || "{}");
  const keep = (changes) => sessionStorage.setItem(STORE, JSON.stringify({ ...read(), ...changes }));

  // --- what is tried, on the page ---
  function show({ trial, scheme }) {
    root.className = own.className;
    if (own.style === null) root.removeAttribute("style");
    else root.setAttribute("style", own.style);
    if (trial) {
      root.classList.remove(...trial.choices);
      root.classList.add(...trial.chosen);
      for (const [name, value] of Object.entries(trial.properties)) root.style.setProperty(name, value);
    }
    useScheme(scheme);
  }

  // --- light and dark: the rules of the style sheet are told which one to follow ---
  const SCHEME = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/g;
  const conditions = new WeakMap();

  function useScheme(scheme) {
    if (scheme) root.style.setProperty("color-scheme", scheme);
    else root.style.removeProperty("color-scheme");
    for (const sheet of document.styleSheets) follow(sheet, scheme);
  }

  function follow(group, scheme) {
    let rules = [];
    try {
      rules = group.cssRules;
    } catch {
      return; // a sheet of another origin
    }
    for (const rule of rules || []) {
      if (rule instanceof CSSMediaRule) {
        if (!conditions.has(rule)) conditions.set(rule, rule.media.mediaText);
        const text = conditions.get(rule);
        const wanted = scheme
          ? text.replace(SCHEME, (_all, one) => (one === scheme ? "(min-width: 0px)" : "(max-width: 0px)"))
          : text;
        if (rule.media.mediaText !== wanted) rule.media.mediaText = wanted;
      }
      if (rule.cssRules) follow(rule, scheme);
    }
  }

  // --- contrast: what the browser draws, text by text (WCAG 2.2, 1.4.3) ---
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();

  function rgba(color) {
    if (!known.has(color)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      known.set(color, [...canvas.getImageData(0, 0, 1, 1).data].map((one) => one / 255));
    }
    return known.get(color);
  }

  const over = ([r, g, b, a], below) => [r, g, b].map((one, at) => one * a + below[at] * (1 - a));

  function luminance(color) {
    const [r, g, b] = color.map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function ratio(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  function ground(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null; // a picture: nobody can say it from here
      const color = rgba(style.backgroundColor);
      layers.unshift(color);
      if (color[3] === 1) break;
    }
    return layers.reduce((below, color) => over(color, below), rgba("Canvas").slice(0, 3));
  }

  function lowContrast() {
    const found = new Map();
    let count = 0;
    known.delete("Canvas");
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const seen = new Set();
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      const text = walker.currentNode.data.trim();
      if (!text || seen.has(element) || element.closest("script,style,noscript,#site-gen-findings,[disabled]")) continue;
      seen.add(element);
      const box = element.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1 || !element.checkVisibility({ visibilityProperty: true })) continue;
      const behind = ground(element);
      if (!behind) continue;
      const style = getComputedStyle(element);
      const inFront = over(rgba(element instanceof SVGElement ? style.fill : style.color), behind);
      const size = parseFloat(style.fontSize);
      const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
      const has = ratio(inFront, behind);
      count += 1;
      if (has < needed) {
        const key = [...inFront, ...behind, needed].map((one) => Math.round(one * 255)).join();
        if (!found.has(key)) found.set(key, { text: text.slice(0, 40), has, needed });
      }
    }
    return { count, low: [...found.values()] };
  }

  function sayContrast(place) {
    const chosen = read().scheme;
    const told = [];
    let count = 0;
    for (const scheme of ["light", "dark"]) {
      useScheme(scheme);
      const measured = lowContrast();
      count = Math.max(count, measured.count);
      for (const { text, has, needed } of measured.low)
        told.push(`${scheme}: “${text}” has ${Math.floor(has * 10) / 10} : 1, needs ${needed} : 1`);
    }
    useScheme(chosen);
    place.classList.toggle("bad", told.length > 0);
    const rest = told.length > MOST_TOLD ? [`and ${told.length - MOST_TOLD} more`] : [];
    place.textContent = told.length
      ? ["Too little contrast on this page:", ...told.slice(0, MOST_TOLD), ...rest].join("\n")
      : `${count} texts on this page have enough contrast, in light and in dark.`;
  }

  // --- the panel ---
  show(read());
  addEventListener("DOMContentLoaded", () => {
    const host = document.createElement("div");
    host.id = "site-gen-look";
    host.lang = "en";
    host.dir = "ltr";
    const shadow = host.attachShadow({ mode: "open" });
    shadow.innerHTML =
      `<link rel="stylesheet" href="${PATH}look.css"><button class="open" type="button">Look</button>` +
      '<section class="box" aria-label="Look" hidden><header><h2>Look</h2>' +
      '<button type="button" data-scheme="light">Light</button><button type="button" data-scheme="dark">Dark</button>' +
      '<button type="button" class="close" aria-label="Close">✕</button></header><div class="place"></div></section>';
    const [opener, box, place] = [".open", ".box", ".place"].map((one) => shadow.querySelector(one));
    host.style.display = "none"; // until its style is there
    shadow.querySelector("link").addEventListener("load", () => host.style.removeProperty("display"));
    document.body.append(host);
    show(read()); // style sheets are there now, for light and dark

    const status = (name) => shadow.getElementById(name);
    const marks = () =>
      shadow.querySelectorAll("[data-scheme]").forEach((one) => {
        one.setAttribute("aria-pressed", String(one.dataset.scheme === read().scheme));
      });
    let timer = 0;
    const measureSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => status("contrast") && sayContrast(status("contrast")), 120);
    };

    function trialOf(form) {
      const choices = [...form.querySelectorAll("[data-class]")];
      const properties = [...form.querySelectorAll("[data-property]")];
      const names = (inputs) => inputs.map((one) => one.dataset.class).filter(Boolean);
      return {
        digest: form.dataset.digest,
        values: Object.fromEntries([...new FormData(form)].filter(([name]) => !["token", "digest"].includes(name))),
        choices: names(choices),
        chosen: names(choices.filter((one) => one.checked)),
        properties: Object.fromEntries(properties.map((one) => [one.dataset.property, one.value])),
      };
    }

    async function ask(form, action) {
      const body = new URLSearchParams(new FormData(form));
      body.set("do", action);
      const answer = await fetch(`${PATH}panel`, { method: "POST", body });
      const text = await answer.text();
      status("error").textContent = answer.ok ? "" : text;
      return answer.ok ? text : null;
    }

    async function open() {
      opener.hidden = true;
      box.hidden = false;
      marks();
      const answer = await fetch(`${PATH}panel`);
      const text = await answer.text();
      if (!answer.ok) {
        place.innerHTML = '<form><p id="error" role="alert"></p></form>';
        status("error").textContent = text;
        return;
      }
      place.innerHTML = text;
      place.style.display = "contents";
      const form = place.firstElementChild;
      const { trial } = read();
      if (trial && trial.digest === form.dataset.digest)
        for (const [name, value] of Object.entries(trial.values))
          for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`))
            if (input.type === "radio") input.checked = input.value === value;
            else input.value = value;
      else if (trial) keep({ trial: null });
      show(read());
      measureSoon();
      form.addEventListener("input", () => {
        keep({ trial: trialOf(form) });
        show(read());
        status("text").hidden = true;
        measureSoon();
      });
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        const action = event.submitter ? event.submitter.value : "text";
        const said = await ask(form, action);
        if (said === null) return;
        if (action === "write") {
          keep({ trial: null });
          status("contrast").classList.remove("bad");
          status("contrast").textContent = "Saved. The page comes anew as soon as it is built.";
        } else {
          status("text").textContent = said;
          status("text").hidden = false;
          status("text").scrollIntoView({ block: "center" });
        }
      });
      status("discard").addEventListener("click", () => {
        keep({ trial: null });
        show(read());
        open();
      });
    }

    opener.addEventListener("click", () => {
      keep({ open: true });
      open().then(() => shadow.querySelector(".close").focus());
    });
    shadow.querySelector(".close").addEventListener("click", () => {
      keep({ open: false });
      box.hidden = true;
      opener.hidden = false;
      opener.focus();
    });
    shadow.querySelectorAll("[data-scheme]").forEach((one) =>
      one.addEventListener("click", () => {
        keep({ scheme: read().scheme === one.dataset.scheme ? null : one.dataset.scheme });
        show(read());
        marks();
      }),
    );
    if (read().open) open();
  });
})();
