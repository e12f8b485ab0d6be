"""Texts of templates in the language that they are compiled for."""

from __future__ import annotations

import re

import jinja2
from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from site_gen.render.locale import Locale

_VARIABLE = re.compile(r"%\((\w+)\)s")
_PERCENT = "\0"
"""Stands for a doubled % while a text is taken apart."""


class Translating(NodeTransformer):
    """Puts the translation in the place of `_("a text")`, as the new style of `jinja2.ext.i18n` gives it.

    A text with variables that is written out becomes its pieces and its values.
    """

    def __init__(self, words: Locale, template: str | None) -> None:
        self._words = words
        self._template = template

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the name of the node's class
        """Put a text without variables in its place."""
        if node.kwargs or not _is_text(node):
            return self.generic_visit(node)
        text = self._words.gettext(node.args[0].value)  # type: ignore[attr-defined]
        if "%" in text.replace("%%", ""):
            said = f"{text!r}: a variable needs a value behind the text, and a plain % is written %%"
            raise jinja2.TemplateSyntaxError(said, node.lineno, self._template)
        return nodes.MarkSafe(nodes.Const(text.replace("%%", "%"), lineno=node.lineno), lineno=node.lineno)

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802
        """Take texts with variables apart."""
        node.nodes = [piece for child in node.nodes for piece in self._filled(child)]
        return self.generic_visit(node)

    def _filled(self, child: nodes.Expr) -> list[nodes.Expr]:
        """Give a text with variables in pieces, markup and values; anything else as it is."""
        if not (isinstance(child, nodes.Call) and child.kwargs and _is_text(child)):
            return [child]
        values = {keyword.key: keyword.value for keyword in child.kwargs}
        whole = self._words.gettext(child.args[0].value)  # type: ignore[attr-defined]
        pieces = _VARIABLE.split(whole.replace("%%", _PERCENT))
        texts, names = pieces[::2], pieces[1::2]
        if not values.keys() >= set(names) or any("%" in text for text in texts):
            return [child]
        filled: list[nodes.Expr] = []
        for text, name in zip(texts, [*names, None], strict=True):
            filled.append(nodes.TemplateData(text.replace(_PERCENT, "%"), lineno=child.lineno))
            filled += [values[name]] if name else []
        return filled


def _is_text(call: nodes.Call) -> bool:
    """Tell whether a call is that of a text by name, such as `_("a text")` or what a `trans` block becomes."""
    return (
        isinstance(call.node, nodes.Name)
        and call.node.name in ("_", "gettext")
        and len(call.args) == 1
        and isinstance(call.args[0], nodes.Const)
        and not (call.dyn_args or call.dyn_kwargs)
    )
