"""Goes back to the output that lay at a target before; the review log there stays as it is.

Whatever says which pages there are (`review-log/site.json`) goes back with the pages, the rest of `review-log/` does
not. What was withheld, hidden, erased or stopped since is never shown again.
"""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from site_gen.deploy.items import CHECKPOINT, Item
from site_gen.deploy.kept import KeptOutputs, Output
from site_gen.deploy.manifest import Deployed, parse_deployed
from site_gen.deploy.place import STATE, Place
from site_gen.deploy.plan import Plan
from site_gen.errors import SiteGenError
from site_gen.findings import count_of
from site_gen.model.site import Site
from site_gen.pipeline.deploy import DeployOptions, Steps, compared, lies_there, refuse_other_log, target_of
from site_gen.pipeline.deploy_places import open_place, stage_of, target_folder
from site_gen.pipeline.deploy_run import alone_here, alone_there, carry_out
from site_gen.pipeline.log import own_checkpoint
from site_gen.pipeline.options import BuildOptions, Progress
from site_gen.pipeline.records import load_practice
from site_gen.pipeline.verify import VerifyOptions, verify
from site_gen.reviewlog.published import PublishedReview, parse_openings
from site_gen.verify.claims import Verdict

_PROVIDER_PAGE = re.compile(r"(?:[a-zA-Z-]+/)?providers/.*\.html")
_POST_PAGE = re.compile(r"(?:[a-zA-Z-]+/)?news/([^/]+)/index\.html")
_REVIEW = re.compile(rb'\bid="review-([a-z0-9-]+)"')
_LOG = "review-log/"
_OPENINGS = f"{_LOG}openings/"
_PAGES = f"{_LOG}site.json"
"""What says which pages there are, and as of when: it is about the pages, and goes with them."""


class WentBack(NamedTuple):
    """Back to which output, what was done for it, and what `verify` says of it where the log has gone on since."""

    goal: Output
    plan: Plan
    verdict: Verdict | None = None


def go_back(
    options: BuildOptions, site: Site, chosen: DeployOptions, steps: Steps, *, behind_log: bool = False
) -> WentBack:
    """Put the output at a target that lay there before, with the log as it is now; or only say what would be.

    With `behind_log` also where `verify` then fails, since the log has gone on since.

    Raises:
        SiteGenError: there is nothing to go back to, or something would be shown again that is not public any more.
        UnwritableError: the target refuses a file; what lies there is said.
    """
    target = target_of(site, chosen.target)
    folder = target_folder(options.root, chosen.target, target)
    stage = stage_of(folder)
    with alone_here(folder):
        kept = KeptOutputs(folder)
        outputs = kept.all()
        place = open_place(options, target, folder)
        there = parse_deployed(place.read(STATE))
        refuse_other_log(options.root, site, place, there)
        goal = _goal(outputs, there, chosen.target)
        log = _newest_log(outputs, goal, _live_size(site, place))
        files = {path: digest for path, digest in goal.files.items() if not _is_log(path)}
        files |= {path: digest for path, digest in log.files.items() if _is_log(path)}
        try:
            _refuse_stopped_posts(options.root, site, goal, chosen.now)
            _refuse_what_was_hidden(kept, goal, outputs[-1], stage)
            items = kept.lay_out(files, stage)
            verdict = None if files == goal.files else _verdict(options, site, chosen, stage, steps.checking)
            if verdict is not None and verdict.is_failed and not (behind_log or chosen.dry_run):
                raise SiteGenError(
                    f"the review log has gone on since, and verify would fail: {_failed(verdict)}",
                    hint="put it right in the content and deploy; or --behind-log goes back all the same",
                )
            plan = compared(items, there, place, chosen)
            if chosen.dry_run:
                return WentBack(goal, plan, verdict)
            with alone_there(place, folder, chosen.now, unlock=chosen.unlock):
                _put(place, kept, stage, plan, items, goal, log, there, chosen, steps.sending)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    return WentBack(goal, plan, verdict)


def _put(
    place: Place,
    kept: KeptOutputs,
    stage: Path,
    plan: Plan,
    items: Sequence[Item],
    goal: Output,
    log: Output,
    there: Deployed,
    chosen: DeployOptions,
    progress: Progress,
) -> None:
    if parse_deployed(place.read(STATE)) != there:
        raise SiteGenError("another deployment ended there just now", hint="look at the site, and run it again")
    back = kept.begin_back(items, log.log_size, chosen.now, goal)
    if not plan.is_empty:
        carry_out(stage, place, plan, items, there, log.log_size, progress)
    kept.finish(back)


def _goal(outputs: Sequence[Output], there: Deployed, name: str) -> Output:
    """Give the output to go back to: the one before what lies there, or before a deployment that was cut off."""
    every = {one.number: one for one in outputs if one.is_whole}
    last = max(every.values(), key=lambda one: one.number, default=None)
    if last is None:
        raise SiteGenError(f"nothing is kept here that went to {name}", hint="outputs are kept where they are deployed")
    if there.pending:
        return last
    if not lies_there(there, last):
        raise SiteGenError(
            f"what lies at {name} was not deployed from here", hint="go back where it was deployed, or deploy from here"
        )
    if last.before is None or last.before not in every:
        raise SiteGenError(
            f"no output before this one is kept for {name}", hint="put it right in the content, and deploy"
        )
    return every[last.before]


def _newest_log(outputs: Sequence[Output], goal: Output, live_size: int) -> Output:
    """Give the output whose log stays or goes there: one that is not older than the log that is public already."""
    least = max(live_size, goal.log_size)
    fitting = [one for one in outputs if one.log_size >= least]
    if not fitting:
        raise SiteGenError("the review log there is newer than any that is kept here", hint="deploy from here first")
    size = min(one.log_size for one in fitting)
    return [one for one in fitting if one.log_size == size][-1]


def _live_size(site: Site, place: Place) -> int:
    data = place.read(CHECKPOINT) if site.log is not None else None
    return own_checkpoint(data, site.log).size if data is not None and site.log is not None else 0


def _refuse_what_was_hidden(kept: KeptOutputs, goal: Output, newest: Output, stage: Path) -> None:
    """Make sure that the pages show nothing of a review or reply that is not public any more.

    Without openings, on a site without a log, only whole reviews that are gone are noticed.
    """
    old, new = (_published(kept, output, stage) for output in (goal, newest))
    hidden = {name for name, review in old.items() if name not in new or not _is_within(review, new[name])}
    if not old:
        hidden = _shown(kept, goal, stage) - _shown(kept, newest, stage)
    if hidden:
        raise SiteGenError(
            f"{count_of(len(hidden), 'review')} of that output changed since, withheld, hidden in part or answered "
            f"otherwise: {', '.join(sorted(hidden)[:3])}",
            hint="what is not public any more does not come back: put the rest right in the content, and deploy",
        )


def _refuse_stopped_posts(root: Path, site: Site, goal: Output, now: datetime.datetime) -> None:
    """Make sure that the pages show no post that somebody stopped since: it may have been stopped for its words."""
    posts = load_practice(root, site.default_language, (), []).posts
    held = {post.slug for post in posts if any(one.since <= now and one.resumed_at is None for one in post.holds)}
    back = sorted(held.intersection(found[1] for path in goal.files if (found := _POST_PAGE.fullmatch(path))))
    if back:
        raise SiteGenError(
            f"{count_of(len(back), 'post')} of that output was stopped since: {', '.join(back[:3])}",
            hint="what was stopped does not come back: put the rest right in the content, and deploy",
        )


def _published(kept: KeptOutputs, output: Output, stage: Path) -> Mapping[str, PublishedReview]:
    """Give the public openings of an output by the id of the review."""
    files = {path: digest for path, digest in output.files.items() if path.startswith(_OPENINGS)}
    kept.lay_out(files, stage)
    openings = (parse_openings((stage / path).read_bytes()) for path in files)
    return {review.id: review for one in openings for review in one.reviews}


def _shown(kept: KeptOutputs, output: Output, stage: Path) -> set[str]:
    """Give the ids of the reviews that the pages of providers show."""
    files = {path: digest for path, digest in output.files.items() if _PROVIDER_PAGE.fullmatch(path)}
    kept.lay_out(files, stage)
    return {name.decode() for path in files for name in _REVIEW.findall((stage / path).read_bytes())}


def _is_within(old: PublishedReview, new: PublishedReview) -> bool:
    """Tell whether everything that an opening discloses is disclosed by a newer one as well."""
    reply = old.reply is None or (new.reply is not None and old.reply.disclosure == new.reply.disclosure)
    return reply and old.fields.items() <= new.fields.items() and old.segments.items() <= new.segments.items()


def _verdict(options: BuildOptions, site: Site, chosen: DeployOptions, stage: Path, progress: Progress) -> Verdict:
    """Say what an outsider will find, with the keys that the site gives."""
    assert site.log is not None, "outputs differ by a log"
    keys = (site.log.key, *(one.key for one in site.log.previous_keys))
    asked = VerifyOptions(target=str(stage), today=chosen.now.date(), keys=keys, jobs=options.jobs)
    return verify(asked, progress)


def _failed(verdict: Verdict) -> str:
    return "; ".join(dict.fromkeys(f"{one.page or one.provider}: {one.message}" for one in verdict.failures[:2]))


def _is_log(path: str) -> bool:
    return path.startswith(_LOG) and path != _PAGES
