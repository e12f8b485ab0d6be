"""`list`, `next-change` and `new post`, as they are typed."""

from __future__ import annotations

import json

from typed import run

POSTS = """\
-- content/posts/out.md --
---
title: Out
date: 2026-11-20T09:00
zone: America/Chicago
channels: [website, facebook]
status: approved
---
Words.
-- content/posts/site-only.md --
---
title: Site only
date: 2026-11-20T09:00
zone: America/Chicago
channels: [website]
status: approved
---
Words.
-- content/posts/late.md --
---
title: Late
date: 2026-11-21T09:00
zone: America/Chicago
channels: [website]
status: draft
---
Words.
-- content/posts/soon.md --
---
title: Soon
date: 2026-11-27T09:00
zone: America/Chicago
expires: 2026-11-30
channels: [website]
status: approved
---
Words.
-- content/posts/held.md --
---
title: Held
date: 2026-11-26T09:00
zone: America/Chicago
channels: [website]
status: approved
holds: [{since: 2026-11-20T06:00:00-06:00, by: boss, reason: Wait for the vaccine.}]
---
Words.
-- content/posts/old.md --
---
title: Old
date: 2026-06-01
expires: 2026-08-31
channels: [website]
status: published
---
Words.
"""
NOW = "2026-11-24T09:00:00-06:00"


def test_the_lists_have_what_is_to_come_what_is_over_and_what_waits_for_somebody(site):
    folder = site(POSTS)
    found = {}
    for which in ("future", "expired", "due"):
        said = run("list", which, "--as-of", NOW, "--format", "json", cwd=folder.root)
        assert said.code == 0
        found[which] = [(row["id"], row["state"], row["why"]) for row in json.loads(said.out)["posts"]]
    assert found == {
        "future": [("held", "held", "held by boss: Wait for the vaccine."), ("soon", "scheduled", "")],
        "expired": [("old", "expired", "")],
        "due": [("out", "out", ""), ("late", "missed", "not approved at its hour")],
    }


def test_a_list_for_people_says_when_what_and_why(site):
    said = run("list", "future", "--as-of", NOW, cwd=site(POSTS).root)
    assert said.out.splitlines() == [
        "2026-11-26 09:00  held  content/posts/held.md  Held (website)",
        "  held by boss: Wait for the vaccine.",
        "2026-11-27 09:00  scheduled  content/posts/soon.md  Soon (website)",
    ]
    assert said.err == "2 posts\n"


def test_the_next_change_is_the_next_post_of_the_site_and_then_its_end(site):
    root = site(POSTS).root
    said = run("next-change", "--as-of", NOW, cwd=root)
    assert (said.code, said.out) == (0, "2026-11-27T09:00:00-06:00  post goes out: Soon (content/posts/soon.md)\n")
    said = run("next-change", "--as-of", "2026-11-27T15:00:00Z", "--format", "json", cwd=root)
    (change,) = json.loads(said.out)["changes"]
    assert (change["at"], change["what"]) == ("2026-12-01T00:00:00-06:00", "post-ends")
    said = run("next-change", "--as-of", "2026-12-01T06:00:00Z", cwd=root)
    assert (said.code, said.out, said.err) == (0, "", "nothing more changes by the clock\n")


def test_a_job_learns_by_the_exit_code_whether_a_build_is_due(site):
    root = site(POSTS).root
    since = ("--since", "2026-11-27T14:00:00Z")
    before = run("next-change", *since, "--as-of", "2026-11-27T14:59:59Z", cwd=root)
    after = run("next-change", *since, "--as-of", "2026-11-27T15:00:00Z", "--format", "json", cwd=root)
    assert (before.code, after.code) == (0, 1)
    assert json.loads(after.out)["is_due"] is True
    wrong = run("next-change", "--since", "2026-11-27", cwd=root)
    assert wrong.code == 2
    assert "--since 2026-11-27 is no instant" in wrong.err


def test_a_site_that_does_not_load_is_said_so(site):
    folder = site()
    folder.edit("site.yaml", "name:", "nmae:")
    said = run("list", "due", cwd=folder.root)
    assert said.code == 2
    assert "site.yaml:" in said.err


def test_a_new_post_is_a_draft_that_loads_and_is_to_come(site):
    folder = site()
    said = run("new", "post", 'Heat: "drink" more', cwd=folder.root)
    assert (said.code, said.out) == (0, "made content/posts/heat-drink-more.md\n")
    listed = run("list", "future", "--format", "json", cwd=folder.root)
    (row,) = json.loads(listed.out)["posts"]
    assert (row["title"], row["state"], row["channels"]) == ('Heat: "drink" more', "draft", ["website"])
    assert folder.findings() == ()
    again = run("new", "post", 'Heat: "drink" more', cwd=folder.root)
    assert again.code == 2
    assert "exists already" in again.err
