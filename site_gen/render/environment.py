"""Templates: a theme's own come before those of the themes that it extends.

Texts without variables are translated when a template is compiled: compiled templates are of one language.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from site_gen.errors import SiteGenError
from site_gen.model.theme import Theme
from site_gen.render.compiled import Compiled
from site_gen.render.locale import Locale
from site_gen.render.quick_code import QuickCode
from site_gen.render.translating import Translating


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
        bytecode_cache=Compiled(bytecode, locale, quick=quick) if bytecode else None,
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
        return self.get_template(name, parent)._get_default_module()

    def _generate(self, source: nodes.Template, name: str | None, *arguments: Any, **named: Any) -> str:
        return super()._generate(Translating(self.words, name).visit(source), name, *arguments, **named)


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
            except Exception:
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
