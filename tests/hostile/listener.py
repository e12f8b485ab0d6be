"""A browser's window that notes everything that a page does and should not: scripts, elements, requests, dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Dialog, Page, Request

from hostile.string_lists import without_blanks

SPRUNG = """
window.__ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open", "owned"]) {
  const ran = (...given) => { window.__ran.push(`${name}(${String(given[0]).slice(0, 60)})`); };
  Object.defineProperty(window, name, { value: ran, writable: false, configurable: false });
}
for (const name of ["write", "writeln"]) {
  document[name] = (text) => { window.__ran.push(`document.${name}(${String(text).slice(0, 60)})`); };
}
document.addEventListener("securitypolicyviolation", (event) => {
  window.__ran.push(`policy violated: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""
"""Runs before anything of a page does: what a hostile string calls is noted, and so is what the policy stops."""

STRANGE = """
() => {
  const found = [...window.__ran];
  const own = (url) => url.origin === location.origin || ["data:", "mailto:", "tel:", "sms:"].includes(url.protocol);
  const runs = (value) => {
    try {
      const { protocol, pathname } = new URL(value, location.href);
      return /^(?:javascript|vbscript|data|blob|filesystem):$/.test(protocol) && !/^image\\/(?!svg)/.test(pathname);
    } catch {
      return false;
    }
  };
  const frames =
    "iframe, frame, frameset, object, embed, applet, base, style, math, foreignObject, plaintext, xmp, marquee";
  for (const one of document.querySelectorAll(ALLOWED_FRAMES || frames)) found.push(`<${one.localName}>`);
  for (const one of document.querySelectorAll("*")) {
    if (one.localName.includes(":") || /[^a-zA-Z0-9-]/.test(one.localName)) found.push(`<${one.localName}>`);
    for (const { name, value } of one.attributes) {
      if (/^on/i.test(name)) found.push(`<${one.localName} ${name}>`);
      if (/^(?:srcdoc|formaction|ping|background|autofocus|contenteditable|is)$/i.test(name))
        found.push(`<${one.localName} ${name}>`);
      if (/^(?:xlink:)?(?:href|src|srcset|action|data|from|to|values|poster)$/i.test(name) && runs(value))
        found.push(`<${one.localName} ${name}=${value.slice(0, 60)}>`);
    }
    if (one.localName === "script" && !/^application\\/(?:ld\\+)?json$/.test(one.type) && !one.src)
      found.push(`<script> ${one.textContent.slice(0, 60)}`);
    if (one.localName === "script" && one.src && !own(new URL(one.src))) found.push(`<script src=${one.src}>`);
    if (one.localName === "form" && !own(new URL(one.action, location))) found.push(`<form action=${one.action}>`);
    if (one.localName === "meta" && one.httpEquiv && !/^content-(?:type|security-policy)$/i.test(one.httpEquiv))
      found.push(`<meta http-equiv=${one.httpEquiv}>`);
  }
  for (const one of document.querySelectorAll('script[type="application/ld+json"]')) {
    try { JSON.parse(one.textContent); } catch (error) { found.push(`JSON-LD: ${error}`); }
  }
  return found;
}
"""
"""Gives what ran, and every element and attribute that no page of this product has."""

TOUCH = """
() => {
  const skipped = new Set(["HTML", "HEAD", "META", "LINK", "SCRIPT", "TITLE"]);
  for (const one of document.querySelectorAll("*")) {
    if (skipped.has(one.tagName)) continue;
    for (const name of ["mouseover", "mouseenter", "focus", "blur", "toggle", "animationstart", "error", "load"])
      one.dispatchEvent(new Event(name));
    if (one.tagName === "DETAILS") one.open = true;
  }
}
"""
"""Touches every element as a reader might, and as a loader would."""


SHOWN = """
() => {
  const texts = [], attributes = [], data = [];
  const walk = (value) => {
    if (typeof value === "string") data.push(value);
    else if (value && typeof value === "object") Object.values(value).forEach(walk);
  };
  for (const one of document.querySelectorAll("*")) {
    if (one.localName === "script") {
      if (one.type === "application/ld+json") try { walk(JSON.parse(one.textContent)); } catch { /* noticed above */ }
      continue;
    }
    if (!one.firstElementChild || one.localName === "p") texts.push(one.textContent);
    for (const { value } of one.attributes) attributes.push(value);
  }
  return { texts, attributes, data };
}
"""
"""Gives the words of a page: texts of its elements, values of its attributes, strings of its JSON-LD."""


class Listener:
    """Opens pages one after the other, says what each did that it should not, and keeps what they show in `shown`."""

    def __init__(self, page: Page, origin: str, *, is_report: bool = False) -> None:
        self._page = page
        self._origin = origin
        self._strange = STRANGE.replace("ALLOWED_FRAMES", "'iframe, object, embed, base'" if is_report else "''")
        self._noted: list[str] = []
        self.shown: dict[str, set[str]] = {"texts": set(), "attributes": set(), "data": set()}
        page.add_init_script(SPRUNG)
        page.on("dialog", self._dialog)
        page.on("request", self._request)
        page.on("popup", lambda popup: self._noted.append(f"popup {popup.url}"))
        page.on("pageerror", lambda error: self._noted.append(f"error {str(error)[:120]}"))

    def open(self, path: str) -> list[str]:
        """Open a page, touch everything on it, and give what is wrong."""
        self._noted.clear()
        url = f"{self._origin}{path}"
        self._page.goto(url, wait_until="load")
        self._page.evaluate(TOUCH)
        self._page.wait_for_timeout(15)
        found: list[str] = self._page.evaluate(self._strange)
        for place, words in self._page.evaluate(SHOWN).items():
            self.shown[place].update(map(without_blanks, words))
        if self._page.url != url:
            self._noted.append(f"went to {self._page.url}")
        return [*self._noted, *found]

    def _dialog(self, dialog: Dialog) -> None:
        self._noted.append(f"dialog {dialog.message[:60]}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._origin, "data:", "blob:")):
            self._noted.append(f"request {request.url[:120]}")


@contextmanager
def listening(browser: Browser, origin: str, *, obeys: bool, is_report: bool = False) -> Iterator[Listener]:
    """Give a listener in a window of its own, which `obeys` policies or not.

    A report has a style sheet and drawings of its own.
    """
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", bypass_csp=not obeys
    )
    context.set_default_timeout(20_000)
    try:
        yield Listener(context.new_page(), origin, is_report=is_report)
    finally:
        context.close()
