"""Python code of templates without what finished values and known macros do not need.

Jinja's own code asks at run time what is known before: that a name is a macro, that a value is a plain string, that a
view has an attribute. This code does not, and writes plain strings, where Jinja makes a `Markup` of every piece. What
it cannot do (a mapping read as if it had attributes, a value that is not there) raises, and whoever renders then takes
Jinja's own code, which defines what a template means. `tests/render/test_quick_code.py` holds the two against each
other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

plain = _escape_inner
"""Escapes an exact `str` and gives one; `markupsafe.escape` makes a `Markup` of the same."""


def escaped(value: Any) -> str:
    """Give as markup what is not an exact `str`."""
    kind = type(value)
    return value if kind is Markup else str(value) if kind is int else escape(value)


def direct(macro: Macro) -> Macro:
    """Let a macro's function be called without its macro; one that takes what it has no name for cannot be."""
    if not (macro.catch_kwargs or macro.catch_varargs or macro.caller):
        macro._func.__defaults__ = (missing,) * len(macro.arguments)
    return macro


_MAKERS = frozenset({"once", "fixed"})
"""Names in every template of what asks a macro, and gives markup."""


class QuickCode(CodeGenerator):
    """Jinja's generator but for output, attributes, imports and calls of macros."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Write a whole template."""
        found = list(node.find_all((nodes.Name, nodes.Macro, nodes.FromImport, nodes.Include, nodes.Extends)))
        self._macros, self._makers = _called_directly(found)
        self._bare: nodes.Node | None = None
        includes = any(isinstance(one, nodes.Include) for one in found)
        extends = any(isinstance(one, nodes.Extends) for one in found)
        self._gathers = not (includes or extends), not includes
        self.writeline("from site_gen.render.quick_code import direct, escaped, plain")
        super().visit_Template(node, frame)

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write statements; those of a whole template or block gather their output and give it in one piece."""
        in_root, in_block = self._gathers
        gathers = frame.buffer is None and ((frame.rootlevel and in_root) or (frame.block_frame and in_block))
        if gathers:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if gathers:
            self.writeline(f"yield concat({frame.buffer})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        elif self._gives_markup(node, frame):
            self._bare = node
        else:
            self._value = self.temporary_identifier()
            self.write(f"(plain({self._value}) if type({self._value} := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_post(node, frame, finalize)
        elif node is not self._bare:
            self.write(f") is str else escaped({self._value}))")

    def macro_def(self, macro_ref: Any, frame: Frame) -> None:
        """Write what makes a macro of its function."""
        self.write("direct(")
        super().macro_def(macro_ref, frame)
        self.write(")")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a call; of a macro as that of its function, whose result is markup."""
        if forward_caller or not self._gives_markup(node, frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        assert isinstance(node.node, nodes.Name)
        self.write("(" if node is self._bare else "Markup(")
        self.visit(node.node, frame)
        self.write("(" if node.node.name in self._makers else "._func(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for keyword in node.kwargs:
            self.write(f"l_1_{keyword.key}=")  # as Jinja names the parameters of what stands in no other scope
            self.visit(keyword.value, frame)
            self.write(", ")
        self.write("))")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write `a.b`."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context or not isinstance(node.template, nodes.Const):
            super()._import_common(node, frame)
        else:
            self.write(f"environment.imported({node.template.value!r}, {self.name!r})")

    def _gives_markup(self, node: nodes.Node, frame: Frame) -> bool:
        """Tell whether a node is a call by name of a macro, or of what asks one, where what it gives is markup."""
        return (
            isinstance(node, nodes.Call)
            and isinstance(node.node, nodes.Name)
            and (node.node.name in self._macros or node.node.name in self._makers)
            and frame.eval_ctx.autoescape
            and not frame.eval_ctx.volatile
            and node.dyn_args is None
            and node.dyn_kwargs is None
        )


def _called_directly(found: Sequence[nodes.Node]) -> tuple[frozenset[str], frozenset[str]]:
    """Give the names that mean nothing in a template but macros, its own and imported ones, or what asks one."""
    macros = {one.name for one in found if isinstance(one, nodes.Macro)}
    for one in found:
        if isinstance(one, nodes.FromImport):
            macros |= {name[1] if isinstance(name, tuple) else name for name in one.names}
    others = {one.name for one in found if isinstance(one, nodes.Name) and one.ctx != "load"}
    return frozenset(macros - others), _MAKERS - others - macros
