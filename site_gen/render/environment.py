"""Templates: a theme's own come before those of the themes that it extends.

Texts without variables are translated when a template is compiled: compiled templates are of one language.
"""

from __future__ import annotations

import functools
import hashlib
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.runtime import Macro
from jinja2.visitor import NodeTransformer

from site_gen.errors import SiteGenError
from site_gen.model.theme import Theme
from site_gen.render.locale import Locale


def make_environment(theme: Theme, locale: Locale, *, bytecode: str | None = None) -> jinja2.Environment:
    """Give the environment for the pages of one language.

    `page.html` is the nearest theme's; `default:page.html` names one theme's own, so that an override can extend the
    file that it stands in for. `bytecode` is a folder for compiled templates.
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
        bytecode_cache=_Compiled(bytecode, locale) if bytecode else None,
    )
    environment.words = locale
    environment.filters["listed"] = locale.listed
    environment.globals["once"] = _Once()
    environment.install_gettext_translations(locale.catalogue, newstyle=True)  # type: ignore[attr-defined]
    return environment


class _Once:
    """`once(macro, view)` in a template: what a macro makes of a view that many pages show, made the first time.

    The macro may hang on nothing but what it is given.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[Any, ...], tuple[Any, str]] = {}

    def __call__(self, macro: Macro, view: Any, *others: Any) -> str:
        key = (macro, id(view), *others)
        known = self._made.get(key)
        if known is None:
            known = self._made[key] = (view, macro(view, *others))
        return known[1]


class _Environment(jinja2.Environment):
    """An environment that knows the words of its language when it compiles."""

    words: Locale

    def _generate(self, source: nodes.Template, name: str | None, *arguments: Any, **named: Any) -> str:
        return super()._generate(_Translating(self.words, name).visit(source), name, *arguments, **named)


class _Translating(NodeTransformer):
    """Puts the translation in the place of `_("a text")`, as the new style of `jinja2.ext.i18n` gives it."""

    def __init__(self, words: Locale, template: str | None) -> None:
        self._words = words
        self._template = template

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the name of the node's class
        called = node.node
        is_alone = not (node.kwargs or node.dyn_args or node.dyn_kwargs) and len(node.args) == 1
        if is_alone and isinstance(called, nodes.Name) and called.name == "_" and isinstance(node.args[0], nodes.Const):
            text = self._words.gettext(node.args[0].value)
            if "%" in text.replace("%%", ""):
                said = f"{text!r}: a variable needs a value behind the text, and a plain % is written %%"
                raise jinja2.TemplateSyntaxError(said, node.lineno, self._template)
            return nodes.MarkSafe(nodes.Const(text.replace("%%", "%"), lineno=node.lineno), lineno=node.lineno)
        return self.generic_visit(node)


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates of one language in a folder; other words of that language make them anew."""

    def __init__(self, folder: str, words: Locale) -> None:
        super().__init__(folder, f"{words.tag}-%s.cache")
        self._words = words

    def get_source_checksum(self, source: str) -> str:
        return hashlib.blake2b(source.encode() + self._words.digest, digest_size=16).hexdigest()


class Templates:
    """The templates of one language, each looked up once."""

    def __init__(self, environment: jinja2.Environment) -> None:
        self._get = functools.cache(environment.get_template)

    def render(self, name: str, **values: Any) -> bytes:
        """Give the page that template `name` makes of `values`.

        Raises:
            SiteGenError: the template is missing or does not work, with its file and line.
        """
        try:
            return self._get(name).render(**values).encode()
        except jinja2.TemplateSyntaxError as error:
            raise SiteGenError(f"template {error.name}, line {error.lineno}: {error.message}") from error
        except jinja2.TemplateNotFound as error:
            raise SiteGenError(
                f"no template {error.name}", hint="add it to the theme's templates/, or let theme.yaml extend default"
            ) from error
        except jinja2.UndefinedError as error:
            raise SiteGenError(f"template {name}: {error.message}") from error
