"""What is for the team alone is published nowhere: not as a page, not in a list, not in the log."""

from __future__ import annotations

import datetime
import hashlib

from policies.harbor_team import SOCIAL_MEDIA, read, team
from replies.answering import NOW
from seal.sealing import SealedSite

from conftest import review
from site_gen.load.documents import parse_policy
from site_gen.model.policy import internal_slugs, published
from site_gen.pipeline.digests import ground_digest
from site_gen.pipeline.ground import load_ground
from site_gen.pipeline.moderation.desk import Desk
from site_gen.pipeline.verify import VerifyOptions, verify

INTERNAL = f"-- content/policies/social-media.md --\n{SOCIAL_MEDIA}"
PUBLIC = INTERNAL.replace("visibility: internal\n", "")
SPANISH = PUBLIC.replace("media.md", "media.es.md").replace("Social media policy", "Redes")
WORDS = b"who may be a patient"
AS_OF = datetime.date(2026, 11, 24)


def holding(tree: dict[str, bytes]) -> set[str]:
    return {file for file, data in tree.items() if WORDS in data or b"social-media" in data}


def policy(text: str, path: str = "content/policies/doors.md"):
    return parse_policy(text.encode(), path, "en")


def test_an_internal_policy_is_in_no_file_of_the_output(site):
    assert holding(site(INTERNAL).build().tree()) == set()


def test_a_public_policy_is_a_page_in_sitemap_and_lists(site):
    found = holding(site(PUBLIC).build().tree())
    assert {"policies/social-media/index.html", "sitemap.xml"} <= found


def test_a_policy_that_becomes_internal_leaves_the_next_build(site):
    folder = site(PUBLIC)
    assert holding(folder.build().tree())
    folder.write(INTERNAL)
    assert holding(folder.build().tree()) == set()


def test_a_translation_of_an_internal_policy_is_internal_whatever_it_says_itself(site):
    folder = site(INTERNAL + SPANISH)
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    assert holding(folder.build().tree()) == set()


def test_an_internal_policy_is_not_sealed_and_its_text_is_not_kept_with_the_log(tmp_path):
    folder = SealedSite(tmp_path / "site")
    folder.write(INTERNAL)
    result = folder.seal()
    assert [step.about for step in result.steps if step.kind == "policy"] == ["review-policy"]
    assert WORDS not in folder.everything("log")
    assert not [one for one in folder.findings() if one.code == "INT121"]


def test_a_public_one_is_sealed_beside_the_review_policy(tmp_path):
    folder = SealedSite(tmp_path / "site")
    folder.write(PUBLIC)
    assert [step.about for step in folder.seal().steps if step.kind == "policy"] == ["review-policy", "social-media"]
    assert WORDS in folder.everything("log/policies")


def test_outsiders_find_every_policy_that_the_log_names_also_after_one_became_internal(tmp_path):
    folder = SealedSite(tmp_path / "site")
    folder.write(PUBLIC)
    folder.seal()
    folder.write(INTERNAL)
    assert folder.seal().checkpoint is None, "there is nothing to append"
    public = folder.build()
    assert not (public.folder / "policies/social-media").exists()
    found = holding(public.tree())
    assert found, "what was sealed while it was public stays"
    assert all(file.startswith("review-log/") for file in found)
    verdict = verify(VerifyOptions(target=str(public.folder), today=AS_OF, keys=(folder.settings().key,), jobs=1))
    assert {claim.claim: claim.outcome for claim in verdict.claims}["policies-published"] == "proven"


def test_under_an_internal_review_policy_nothing_is_decided_and_nothing_sealed(tmp_path):
    folder = SealedSite(tmp_path / "site").write(review(1))
    folder.edit("content/policies/review-policy.md", 'version: "1"', 'version: "1"\nvisibility: internal')
    refused = folder.seal()
    assert [one.code for one in refused.findings] == ["MOD203"]
    assert "decision" not in folder.kinds()
    assert [one.code for one in Desk(folder.root, NOW).hindrances()] == ["MOD203"]


def keys(folder):
    content = load_ground(folder.options()).content
    assert content is not None
    return ground_digest(content.ground, content.records)


def test_no_profile_is_made_again_for_an_internal_policy_or_an_acknowledgement_of_nobody_who_lacked_it(site):
    folder = site(INTERNAL + team(read(), read()))
    before = keys(folder)
    folder.edit("content/team.yaml", "on: 2026-02-02}", "on: 2026-02-03}")
    folder.write("-- content/policies/doors.md --\n---\ntitle: Doors\nvisibility: internal\n---\nLock them.\n")
    assert keys(folder) == before
    folder.edit("content/policies/social-media.md", "nothing", "little")
    assert keys(folder) != before, "now nobody has read it"


def test_one_file_that_says_internal_speaks_for_all_of_its_policy():
    one = policy("---\ntitle: Doors\n---\n")
    other = policy("---\ntitle: Puertas\nvisibility: internal\n---\n", "content/policies/doors.es.md")
    third = policy("---\ntitle: Keys\n---\n", "content/policies/keys.md")
    assert internal_slugs((one, other, third)) == {"doors"}
    assert published((one, other, third)) == (third,)


def test_the_hash_of_a_policy_is_that_of_its_bytes():
    text = "---\ntitle: Doors\n---\nLock them.\n"
    assert policy(text).sha256 == hashlib.sha256(text.encode()).hexdigest()
