"""The documentation as pages: Sphinx reads the same Markdown files that the repository shows.

The Markdown files hold no directives, so that they read well anywhere; which page stands where is said here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import site_gen

project = "site-gen"
author = project_copyright = "the authors of site-gen"
release = version = site_gen.__version__
html_title = "site-gen"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["guide/pictures"]
root_doc = "index"

myst_heading_anchors = 4
"""Links such as `review-log.md#16-what-is-not-proven` are checked down to this level."""
nitpicky = True

smartquotes = False
"""Two hyphens before an option stay two hyphens."""

html_theme = "furo"
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
html_permalinks_icon = "#"
html_static_path = ["site"]
html_css_files = ["docs.css"]
pygments_style = "friendly"
pygments_dark_style = "monokai"

NAVIGATION = {
    "Start": ["guide/first-site", "guide/editors"],
    "Guides by person": ["guide/web-person", "guide/marketing-person", "guide/compliance-person"],
    "Tasks": [
        "guide/themes",
        "guide/languages",
        "guide/pictures",
        "guide/infographics",
        "guide/find-care",
        "guide/being-found",
        "guide/alerts",
        "guide/channels",
        "guide/plan",
        "guide/policies-and-team",
        "guide/news",
        "guide/calendar",
        "guide/inviting",
        "guide/intake",
        "guide/moderation",
        "guide/good-practice",
        "guide/prepared-responses",
        "guide/team-day",
        "guide/replies",
        "guide/authorizations",
        "guide/erasure",
        "guide/checks",
        "guide/plain-words",
        "guide/compliance-report",
        "guide/transparency-report",
        "guide/keys-and-witnesses",
        "guide/cms",
        "guide/deploying",
        "guide/when-things-go-wrong",
    ],
    "Reference": [
        "reference/commands/README",
        "reference/files/README",
        "reference/licences",
        "rules/README",
        "spec/review-log",
        "spec/vectors/README",
    ],
    "How it is made": [
        "project/architecture",
        "project/contributing",
        "project/hostile-input",
        "fuzzing",
        "project/security",
        "adr/README",
        "project/changelog",
    ],
}
"""The menu: headings and their pages. Guides that stand in no list come last under REST."""

REST = "Tasks"

FOLDERS = ("reference/commands", "reference/files", "adr")
"""Folders whose README.md stands in the menu, with all other pages of the folder below it."""

AT_THE_ROOT = {
    "architecture": "ARCHITECTURE.md",
    "contributing": "CONTRIBUTING.md",
    "changelog": "CHANGELOG.md",
    "security": "SECURITY.md",
}
"""Files of the repository's root, by the page in `project/` that shows them."""

LISTED = "rules/"
"""Pages that only the README of their folder lists: a hundred lines more would make the menu of every page useless."""


def show_root_file(app: Any, name: str, source: list[str]) -> None:
    """Give a page in `project/` the text of its file at the repository's root, with links that hold there."""
    file = AT_THE_ROOT.get(name.removeprefix("project/"))
    if file is None or not name.startswith("project/"):
        return
    path = Path(app.srcdir).parent / file
    app.env.note_dependency(str(path))
    source[0] = path.read_text(encoding="utf-8").replace("](docs/", "](../")
    for page, other in AT_THE_ROOT.items():
        source[0] = source[0].replace(f"]({other}", f"]({page}.md")


def add_menu(app: Any, name: str, source: list[str]) -> None:
    """Put the menu behind the text of the first page, and that of a folder behind its README."""
    if name == root_doc:
        app.env.note_dependency(str(Path(app.srcdir, "guide")))
        listed = {page for pages in NAVIGATION.values() for page in pages}
        guides = [f"guide/{file.stem}" for file in sorted(Path(app.srcdir, "guide").glob("*.md"))]
        rest = [page for page in guides if page not in listed]
        for heading, pages in NAVIGATION.items():
            source[0] += _toctree([*pages, *(rest if heading == REST else [])], f":caption: {heading}\n")
    if name.startswith(LISTED) and name != f"{LISTED}README":
        source[0] = "---\norphan: true\n---\n" + source[0]
    for folder in FOLDERS:
        if name == f"{folder}/README":
            app.env.note_dependency(str(Path(app.srcdir, folder)))
            files = sorted(file.stem for file in Path(app.srcdir, folder).glob("*.md") if file.stem != "README")
            source[0] += _toctree(files, "")


def _toctree(pages: list[str], options: str) -> str:
    return f"\n\n```{{toctree}}\n:hidden:\n{options}\n" + "\n".join(pages) + "\n```\n"


def setup(app: Any) -> dict[str, bool]:
    """Tell Sphinx what is added, and that it may read pages side by side."""
    app.connect("source-read", show_root_file)
    app.connect("source-read", add_menu)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
