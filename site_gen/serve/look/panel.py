"""The panel as HTML, with every value escaped; the script of the preview puts it into a shadow tree over the page."""

from __future__ import annotations

import functools
import html
from importlib import resources

from site_gen.serve.look.screens import Look, Option

PATH = "/.site-gen/look/"
"""Where everything of the panel is: no page of a site can be below it."""


@functools.cache
def resource(name: str) -> str:
    """Give the text of a file that comes with the panel: `look.js` or `look.css`."""
    return resources.files("site_gen.serve.look").joinpath(name).read_text("utf-8")


def script_tag() -> bytes:
    """Give the element that brings the panel to a page; it holds the page up, so that a trial is seen at once."""
    return f'<script src="{PATH}look.js"></script>'.encode()


def panel(look: Look, token: str) -> str:
    """Give the form; without a `token` it gives the text of the file to paste, and no way to save."""
    into = f"Saving makes <code>{_escaped(look.file)}</code>" if look.also else f"<code>{_escaped(look.file)}</code>"
    also = f" and chooses it in <code>{_escaped(look.also)}</code>" if look.also else ""
    save = '<button name="do" value="write">Save</button>' if token else ""
    why = "" if token else '<p class="means">Others reach this preview, too: it saves nothing. Paste the text.</p>'
    return (
        f'<form data-digest="{_escaped(look.digest)}">'
        f'<input type="hidden" name="token" value="{_escaped(token)}">'
        f'<input type="hidden" name="digest" value="{_escaped(look.digest)}">'
        f'<p class="into">{into}{also}.</p>'
        f"{''.join(map(_field, sorted(look.options, key=_is_late)))}"
        '<pre id="text" tabindex="0" hidden></pre>'
        '<div class="ends"><p role="status" id="contrast"></p><p role="alert" id="error"></p>'
        f'{why}<p class="buttons">{save}<button name="do" value="text">Show the file</button>'
        '<button type="button" id="discard">Discard</button></p></div></form>'
    )


def _is_late(option: Option) -> bool:
    """Tell whether an option shows only once it is saved."""
    return not option.css_property and not any(made for _value, made in option.choices)


def _field(option: Option) -> str:
    name = option.key.rpartition(".")[2].capitalize()
    later = " Shows once it is saved." if _is_late(option) else ""
    means = f'<small class="means">{_escaped(option.means)}.{later}</small>'
    if option.choices:
        now = option.value or option.inherited
        choices = "".join(_choice(option, value, made, is_now=value == now) for value, made in option.choices)
        return f'<fieldset><legend>{_escaped(name)}</legend>{means}<div class="choices">{choices}</div></fieldset>'
    key = _escaped(option.key)
    if option.css_property:
        now = _escaped(option.value or option.inherited)
        field = f'<input type="color" name="{key}" value="{now}" data-property="{_escaped(option.css_property)}">'
        return f"<label><b>{_escaped(name)}</b>{means}{field}</label>"
    known = "".join(f'<option value="{_escaped(one)}"></option>' for one in option.suggested)
    holds = f' placeholder="{_escaped(option.inherited)}"' if option.inherited else ""
    field = f'<input name="{key}" value="{_escaped(option.value)}" list="known-{key}" autocomplete="off"{holds}>'
    return f'<label><b>{_escaped(name)}</b>{means}{field}</label><datalist id="known-{key}">{known}</datalist>'


def _choice(option: Option, value: str, made: str, *, is_now: bool) -> str:
    checked = " checked" if is_now else ""
    return (
        f'<label><input type="radio" name="{_escaped(option.key)}" value="{_escaped(value)}"'
        f' data-class="{_escaped(made)}"{checked}><span>{_escaped(value)}</span></label>'
    )


def _escaped(text: str) -> str:
    return html.escape(text, quote=True)
