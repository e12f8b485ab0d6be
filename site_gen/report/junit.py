"""The report for build servers: JUnit XML, one test suite a family, one test case a rule."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from site_gen.findings import Report, Severity
from site_gen.report.printable import printable


def format_junit(report: Report, codes: Iterable[str]) -> str:
    """Give the report as JUnit XML. `codes` are all rules that ran, so that those that passed are there, too.

    An error is a failure; warnings and notices are in the case's output; what was not checked is skipped.
    """
    suites = ElementTree.Element("testsuites", name="site-gen")
    families: dict[str, ElementTree.Element] = {}
    for code in sorted({*codes, *(one.code for one in report.findings), *(one.code for one in report.not_checked)}):
        suite = families.get(code[:3])
        if suite is None:
            suite = families[code[:3]] = ElementTree.SubElement(suites, "testsuite", name=code[:3])
        _add_case(suite, code, report)
    for suite in families.values():
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _add_case(suite: ElementTree.Element, code: str, report: Report) -> None:
    case = ElementTree.SubElement(suite, "testcase", name=code, classname=f"site-gen.{code[:3]}")
    lines: list[str] = []
    for finding in report.findings:
        if finding.code != code:
            continue
        text = f"{finding.path}:{finding.line}:{finding.column}: {finding.message}"
        if finding.severity is Severity.ERROR:
            ElementTree.SubElement(case, "failure", message=printable(finding.message)).text = printable(text)
        else:
            lines.append(text)
    for one in report.not_checked:
        if one.code == code:
            ElementTree.SubElement(case, "skipped", message=printable(one.reason))
    if lines:
        ElementTree.SubElement(case, "system-out").text = printable("\n".join(lines))
