"""What the reply desk writes and what `seal` takes: a reply, its outcome, its removal."""

from __future__ import annotations

from replies.answering import NOW, SAFE, hours, reviewed
from seal.sealing import SealedSite

from conftest import review_id
from site_gen.pipeline.replies.desk import take, write

ID = review_id(1)


def test_a_reply_is_sealed_when_it_is_published_and_again_when_it_changes(tmp_path):
    folder = SealedSite(tmp_path / "site").write(reviewed(rating=2, text="Late."))
    folder.seal()
    kinds = folder.kinds()
    write(folder.root, ID, SAFE, response=None, role="office", now=NOW - hours(48))
    take(folder.root, ID, "submit", role=None, now=NOW - hours(48))
    take(folder.root, ID, "approve", role="compliance", now=NOW)
    folder.seal()
    assert folder.kinds() == kinds
    assert folder.state(1).reply_digest is None
    take(folder.root, ID, "publish", role=None, now=NOW)
    folder.seal()
    assert folder.kinds() == [*kinds, "reply"]
    published = folder.state(1).reply_digest
    assert published is not None
    take(folder.root, ID, "outcome", role=None, now=NOW, outcome="change-made")
    folder.seal()
    assert folder.state(1).reply_digest not in (None, published)
    take(folder.root, ID, "remove", role=None, now=NOW)
    folder.seal()
    assert folder.kinds() == [*kinds, "reply", "reply", "reply"]
    assert folder.state(1).reply_digest is None


def test_a_posted_reply_elsewhere_enters_no_log(tmp_path):
    folder = SealedSite(tmp_path / "site").write(reviewed(rating=4, source="yelp", moderation=""))
    folder.seal()
    kinds = folder.kinds()
    write(folder.root, ID, SAFE, response=None, role="office", now=NOW - hours(48))
    for action in ("submit", "approve", "posted"):
        take(folder.root, ID, action, role="office", now=NOW)
    folder.seal()
    assert folder.kinds() == kinds
