"""Templates: a theme's own come before those of the themes that it extends."""

from __future__ import annotations

import functools
from typing import Any

import jinja2

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
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([*loaders, jinja2.PrefixLoader(by_name, delimiter=":")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=jinja2.FileSystemBytecodeCache(bytecode) if bytecode else None,
    )
    environment.filters["listed"] = locale.listed
    environment.install_gettext_translations(locale.catalogue, newstyle=True)  # type: ignore[attr-defined]
    return environment


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
