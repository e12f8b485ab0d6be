"""Two packs of one site say what changed, and whether anything got worse."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace

from report.packs import make_pack_of
from site_gen.findings import Finding, Severity
from site_gen.report.compliance.changes import format_changes, format_changes_json
from site_gen.report.compliance.compare import compare_packs
from site_gen.report.compliance.pack import Exclusion, LogHead, Outcome, Pack

ERROR = Finding(
    path="content/providers/ana-diaz.yaml",
    line=7,
    code="SRC005",
    name="npi-check-digit",
    severity=Severity.ERROR,
    message="NPI 1234567890 has a wrong check digit",
    provider="ana-diaz",
)
NOTICE = replace(ERROR, code="MOD202", severity=Severity.NOTICE, message="6 of 9", path="site.yaml")


@pytest.fixture
def old(sealed_pack: Pack) -> Pack:
    return replace(sealed_pack, as_of="2026-08-31", findings=(ERROR,))


def with_log(pack: Pack, **changes: Any) -> Pack:
    assert pack.log is not None
    return replace(pack, log=replace(pack.log, **changes))


def with_outcome(pack: Pack, code: str, outcome: Outcome) -> Pack:
    rules = tuple(replace(rule, outcome=outcome) if rule.code == code else rule for rule in pack.rules)
    return replace(pack, rules=rules)


def test_the_same_pack_has_not_changed(sealed_pack: Pack):
    changes = compare_packs(sealed_pack, sealed_pack)
    assert changes.findings_new == changes.findings_gone == ()
    assert changes.findings_still == sealed_pack.findings
    assert (changes.counts, changes.settings, changes.outcomes, changes.notes) == ({}, {}, (), ())
    assert (changes.log.kind, changes.policy, changes.worse) == ("same", None, ())
    assert format_changes(changes).splitlines()[-1] == "nothing got worse"


def test_findings_are_new_gone_or_still_there(old: Pack):
    other = replace(ERROR, path="content/providers/ben-ode.yaml")
    changes = compare_packs(old, replace(old, findings=(other,)))
    assert (changes.findings_new, changes.findings_gone, changes.findings_still) == ((other,), (ERROR,), ())
    assert changes.worse == ("1 new error",)
    text = format_changes(changes)
    assert "findings    1 new, 1 gone, 0 still there" in text
    assert "new:\ncontent/providers/ben-ode.yaml:7: SRC005 npi-check-digit" in text
    assert "gone:\ncontent/providers/ana-diaz.yaml:7: SRC005" in text


def test_a_finding_is_still_there_when_its_line_or_its_words_changed(old: Pack):
    moved = replace(ERROR, line=40)
    reworded = replace(ERROR, message="NPI 1234567891 has a wrong check digit")
    assert compare_packs(old, replace(old, findings=(moved,))).findings_still == (moved,)
    assert compare_packs(old, replace(old, findings=(reworded,))).worse == ()
    twice = compare_packs(old, replace(old, findings=(reworded, moved)))
    assert (twice.findings_still, twice.findings_new) == ((moved,), (reworded,)), "the exact one is the old one"


def test_a_warning_that_became_an_error_is_a_new_error(old: Pack):
    before = replace(old, findings=(replace(ERROR, severity=Severity.WARNING),))
    assert compare_packs(before, old).worse == ("1 new error",)


def test_a_new_notice_is_new_and_not_worse(old: Pack):
    changes = compare_packs(old, replace(old, findings=(ERROR, NOTICE)))
    assert changes.findings_new == (NOTICE,)
    assert changes.worse == ()


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        ({"size": 700, "root": "x"}, "grown", "grown by 683, from 17 to 700 entries"),
        ({"size": 1}, "shrunk", "shrunk from 17 to 1 entry"),
        ({"root": "AAAA"}, "forked", "forked: two different logs of 17 entries"),
        ({"origin": "other.example/log"}, "other", "another log: harbor.example/review-log, now other.example/log"),
    ],
)
def test_how_the_checkpoints_relate_is_said(old: Pack, change, kind, said):
    old = with_log(old, size=17)
    changes = compare_packs(old, with_log(old, **change))
    assert (changes.log.kind, changes.log.message) == (kind, said)
    assert bool(changes.worse) == (kind != "grown")
    assert said in format_changes(changes)


def test_a_log_begins_or_is_gone(old: Pack):
    none = replace(old, log=None, no_log="the site has no review log")
    assert compare_packs(none, none).log.kind == "none"
    assert compare_packs(none, old).log.kind == "begun"
    assert compare_packs(none, old).worse == ()
    gone = compare_packs(old, none)
    assert gone.log.kind == "gone"
    assert gone.worse[0].startswith("the log: there were ")


def test_rules_come_and_go(old: Pack):
    fewer = replace(old, rules=tuple(rule for rule in old.rules if rule.code not in ("RPL701", "MOD204")))
    lost = compare_packs(old, fewer)
    assert lost.rules_removed == ("MOD204", "RPL701")
    assert lost.worse == ("2 rules less: MOD204, RPL701",)
    won = compare_packs(fewer, old)
    assert won.rules_added == ("MOD204", "RPL701")
    assert won.worse == ()
    assert "rules       2 added: MOD204, RPL701" in format_changes(won)


def test_what_passed_and_is_not_looked_at_any_more_is_worse(old: Pack):
    before = with_outcome(old, "SRC006", Outcome.PASSED)
    for outcome, said in ((Outcome.NOT_CHECKED, "not checked any more"), (Outcome.SET_ASIDE, "now set aside")):
        changes = compare_packs(before, with_outcome(old, "SRC006", outcome))
        assert [(one.code, one.old, one.new) for one in changes.outcomes] == [("SRC006", Outcome.PASSED, outcome)]
        assert changes.worse == (f"passed before, {said}: SRC006",)
        assert compare_packs(with_outcome(old, "SRC006", outcome), before).worse == ()
    hidden = compare_packs(
        with_outcome(old, "SRC006", Outcome.FINDINGS), with_outcome(old, "SRC006", Outcome.SET_ASIDE)
    )
    assert hidden.worse == ("findings before, now set aside: SRC006",)


def test_counts_settings_policy_exclusions_and_tool_are_compared(old: Pack):
    order = Exclusion(
        code="SRC005", paths=("content/*",), reason="moving", until="2026-12-31", findings=1, is_in_force=True
    )
    assert old.policy is not None
    new = replace(
        old,
        version="9.0.0",
        as_of="2026-11-24",
        site=replace(old.site, covered_entity=True, retention_months=24),
        policy=replace(old.policy, version="2", sha256="f" * 64),
        reviews=replace(old.reviews, received=99, withheld={"abusive": 3}),
        exclusions=(order,),
    )
    changes = compare_packs(old, new)
    assert (changes.counts["received"].old, changes.counts["received"].new) == (old.reviews.received, 99)
    assert (changes.counts["withheld as abusive"].old, changes.counts["withheld as abusive"].new) == (1, 3)
    assert changes.counts["withheld as wrong-provider"].new == 0
    assert changes.settings == {"covered_entity": ("no", "yes"), "retention_months": ("none", "24")}
    assert changes.exclusions_added == (order,)
    assert changes.policy is not None
    assert changes.policy.new == new.policy
    text = format_changes(changes)
    for said in (
        "Harbor Dental: 2026-08-31 → 2026-11-24",
        f"tool        {old.version} → 9.0.0",
        "policy      version 1 (sealed, SHA-256 ",
        "→ version 2 (sealed, SHA-256 ffffffffffff…)",
        "setting     covered_entity: no → yes",
        "exclusion   added: SRC005 in content/* until 2026-12-31 (moving)",
        f"count       received: {old.reviews.received} → 99",
    ):
        assert said in text
    assert "exclusion   removed: SRC005" in format_changes(compare_packs(new, old))
    same_order = replace(new, exclusions=(replace(order, findings=7),))
    assert compare_packs(new, same_order).exclusions_added == (), "how much an order hides is not the order"


def test_another_site_and_the_wrong_order_are_noted(old: Pack, sealed_pack: Pack):
    other = replace(sealed_pack, site=replace(sealed_pack.site, name="Other", base_url="https://other.example"))
    notes = compare_packs(old, other).notes
    assert notes == ("two sites: Harbor Dental (https://harbor.example) and Other (https://other.example)",)
    assert "NEW is the older one" in compare_packs(sealed_pack, old).notes[0]


def test_the_json_form_has_all_of_it_and_is_the_same_each_time(old: Pack):
    new = with_log(replace(old, findings=()), size=700, root="x")
    text = format_changes_json(compare_packs(old, new))
    assert text == format_changes_json(compare_packs(old, new))
    value = json.loads(text)
    assert (value["schema"], value["report"]) == (1, "compliance-changes")
    assert value["log"]["kind"] == "grown"
    assert value["findings_gone"][0]["code"] == "SRC005"
    assert value["worse"] == []


def test_a_pack_of_somebody_else_does_not_control_the_terminal(old: Pack):
    evil = "\x1b[2J\x07\x9b1m"
    finding = replace(ERROR, path=evil, message=evil, name=evil, hint=evil, code="SRC" + evil)
    new = replace(
        old,
        site=replace(old.site, name=evil, time_zone=evil),
        findings=(finding,),
        log=LogHead(origin=evil, size=1, root="", key=""),
    )
    text = format_changes(compare_packs(old, new))
    assert all(one.isprintable() or one == "\n" for one in text)


def test_a_site_that_gets_a_wrong_number_gets_worse_and_better_again(site):
    folder = site()
    before = make_pack_of(folder)
    folder.edit("content/providers/ana-diaz.yaml", "kind: dentist", 'kind: dentist\nnpi: "1234567890"')
    after = make_pack_of(folder)
    worse = compare_packs(before, after)
    new, unchecked = worse.worse
    assert new == "1 new error"
    assert unchecked.startswith("passed before, not checked any more: "), "an error in the content blocks the pages"
    assert "EMB501" in unchecked
    assert ("SRC005", Outcome.PASSED, Outcome.FINDINGS) in [(one.code, one.old, one.new) for one in worse.outcomes]
    better = compare_packs(after, before)
    assert (better.worse, [finding.code for finding in better.findings_gone]) == ((), ["SRC005"])
