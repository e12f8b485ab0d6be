"""Templates: a theme's own come before those of the themes that it extends.

Texts without variables are translated when a template is compiled: compiled templates are of one language.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from site_gen.errors import SiteGenError
from site_gen.model.theme import Theme
from site_gen.render import quick_code
from site_gen.render.locale import Locale
from site_gen.render.quick_code import QuickCode

_VARIABLE = re.compile(r"%\((\w+)\)s")
_PERCENT = "\0"
"""Stands for a doubled % while a text is taken apart."""


def make_environment(
    theme: Theme, locale: Locale, *, bytecode: str | None = None, quick: bool = True
) -> jinja2.Environment:
    """Give the environment for the pages of one language.

    `page.html` is the nearest theme's; `default:page.html` names one theme's own, so that an override can extend the
    file that it stands in for. `bytecode` is a folder for compiled templates. Without `quick` they are compiled as
    Jinja does it.
    """
    loaders = [jinja2.FileSystemLoader(layer.folder / "templates") for layer in theme.layers]
    by_name = {layer.name: loader for layer, loader in zip(theme.layers, loaders, strict=True)}
    environment = _Environment(
        loader=jinja2.ChoiceLoader([*loaders, jinja2.PrefixLoader(by_name, delimiter=":")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_Compiled(bytecode, locale, quick=quick) if bytecode else None,
    )
    environment.words = locale
    if quick:
        environment.code_generator_class = QuickCode
        environment.imported = functools.cache(environment.imported)  # type: ignore[method-assign]
    environment.filters["listed"] = locale.listed
    environment.globals |= {"once": _Once(), "fixed": _Once()}
    environment.install_gettext_translations(locale.catalogue, newstyle=True)  # type: ignore[attr-defined]
    return environment


class _Once:
    """`once(macro, view)` in a template: what a macro makes of a view that several pages show, made the first time.

    `fixed(macro, view)` is the same for what all pages show. The macro may hang on nothing but what it is given.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[Any, ...], tuple[Any, Markup]] = {}

    def __call__(self, macro: Macro, *given: Any) -> Markup:
        key = (macro, id(given[0]) if given else 0, *given[1:])
        known = self._made.get(key)
        if known is None:
            known = self._made[key] = (given, escape(macro(*given)))
        return known[1]

    def forget(self) -> None:
        """Let go of all views."""
        self._made.clear()


class _Environment(jinja2.Environment):
    """An environment that knows the words of its language when it compiles."""

    words: Locale

    def imported(self, name: str, parent: str | None) -> TemplateModule:
        """Give what a template imports of another."""
        return self.get_template(name, parent)._get_default_module()  # noqa: SLF001 - as Jinja's own code does

    def _generate(self, source: nodes.Template, name: str | None, *arguments: Any, **named: Any) -> str:
        return super()._generate(_Translating(self.words, name).visit(source), name, *arguments, **named)


class _Translating(NodeTransformer):
    """Puts the translation in the place of `_("a text")`, as the new style of `jinja2.ext.i18n` gives it.

    A text with variables that is written out becomes its pieces and its values.
    """

    def __init__(self, words: Locale, template: str | None) -> None:
        self._words = words
        self._template = template

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the name of the node's class
        if node.kwargs or not _is_text(node):
            return self.generic_visit(node)
        text = self._words.gettext(node.args[0].value)  # type: ignore[attr-defined]
        if "%" in text.replace("%%", ""):
            said = f"{text!r}: a variable needs a value behind the text, and a plain % is written %%"
            raise jinja2.TemplateSyntaxError(said, node.lineno, self._template)
        return nodes.MarkSafe(nodes.Const(text.replace("%%", "%"), lineno=node.lineno), lineno=node.lineno)

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802
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


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates of one language in a folder; other words of that language make them anew, or other code here."""

    def __init__(self, folder: str, words: Locale, *, quick: bool) -> None:
        super().__init__(folder, f"{words.tag}-{'quick-' if quick else ''}%s.cache")
        self._about = words.digest + b"".join(Path(file).read_bytes() for file in (__file__, quick_code.__file__))

    def get_source_checksum(self, source: str) -> str:
        return hashlib.blake2b(source.encode() + self._about, digest_size=16).hexdigest()


class Templates:
    """The templates of one language, each looked up once.

    `quick` are compiled for speed; what their code cannot do is done as Jinja does it.
    """

    def __init__(self, theme: Theme, locale: Locale, *, bytecode: str | None = None) -> None:
        self._environment = make_environment(theme, locale, bytecode=bytecode, quick=True)
        self._quick = functools.cache(self._environment.get_template)
        self._exact = functools.cache(lambda: make_environment(theme, locale, bytecode=bytecode, quick=False))
        self.not_quick: set[str] = set()

    def render(self, name: str, **values: Any) -> bytes:
        """Give the page that template `name` makes of `values`.

        Raises:
            SiteGenError: the template is missing or does not work, with its file and line.
        """
        if name not in self.not_quick:
            try:
                return self._quick(name).render(values).encode()
            except Exception:  # noqa: BLE001 - whatever it was: Jinja's own code does it or says what is wrong
                self.not_quick.add(name)
        return self._render_exactly(name, values)

    def forget(self) -> None:
        """Let go of the views that `once` keeps."""
        self._environment.globals["once"].forget()  # type: ignore[attr-defined]
        if self.not_quick:
            self._exact().globals["once"].forget()  # type: ignore[attr-defined]

    def _render_exactly(self, name: str, values: Mapping[str, Any]) -> bytes:
        try:
            return self._exact().get_template(name).render(values).encode()
        except jinja2.TemplateSyntaxError as error:
            raise SiteGenError(f"template {error.name}, line {error.lineno}: {error.message}") from error
        except jinja2.TemplateNotFound as error:
            raise SiteGenError(
                f"no template {error.name}", hint="add it to the theme's templates/, or let theme.yaml extend default"
            ) from error
        except jinja2.UndefinedError as error:
            raise SiteGenError(f"template {name}: {error.message}") from error
