"""Takes a collector's export in: reads, matches, compares, and lands all of it or nothing."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from site_gen.errors import SiteGenError, UnreadableError
from site_gen.intake.reviews.files import ExportFile, export_digest, open_export
from site_gen.intake.reviews.format import Format, Options
from site_gen.intake.reviews.formats import find_format
from site_gen.intake.reviews.places import Known, known_people
from site_gen.intake.reviews.received import Reading, Received
from site_gen.load.documents import SITE_FILE, parse_location, parse_provider, parse_site, read_file
from site_gen.load.emit import to_yaml
from site_gen.load.folder import list_files
from site_gen.model.invitation import Invitation
from site_gen.model.manifest import Manifest
from site_gen.model.placed import SHOWN_ELSEWHERE
from site_gen.model.provider import Provider
from site_gen.model.review import Review
from site_gen.model.site import Site
from site_gen.pipeline.directory import loaded
from site_gen.pipeline.erased import read_erased
from site_gen.pipeline.fresh_ids import fresh_id
from site_gen.pipeline.intake.gone import Missing, missing
from site_gen.pipeline.intake.known import KnownReviews, load_known
from site_gen.pipeline.intake.make import Log, MadeReviews, make_reply, make_reviews, stage
from site_gen.pipeline.intake.manifest import make_manifest, same_export
from site_gen.pipeline.intake.maps import decode_yaml
from site_gen.pipeline.intake.options import IntakeOptions, Progress, Taken
from site_gen.pipeline.intake.sort import Sorted, sort_rows
from site_gen.pipeline.log_write import locked, open_for_append
from site_gen.pipeline.pool import Workers
from site_gen.pipeline.records import all_loaded, load_invitations, load_manifests
from site_gen.pipeline.review_files import read_review_file, save_review
from site_gen.pipeline.site_folder import today
from site_gen.write.landing import Landing

_ALONE = 2_000
"""Below so many rows, starting processes costs more than it saves."""


def take_in(options: IntakeOptions, progress: Progress) -> Taken:
    """Take an export into `content/reviews/`, with its manifest and, where the site has a log, its openings.

    Nothing lands while a row is refused, unless `skip_invalid`. What the site has already is left as it is, an author's
    edit becomes a version of its own, and nothing is ever removed.

    Raises:
        SiteGenError: no such collector, provider or batch, or a file of the site that does not load.
        UnreadableError: the export cannot be read, or is of another kind.
        LogError: the log is damaged.
    """
    root = options.root
    with locked(root):
        site = loaded(parse_site(read_file(root, SITE_FILE)))
        files = open_export(options.files, decode_yaml, options.encoding)
        form, chosen = find_format(options.source, files)
        _refuse_others(options, files, chosen, form)
        reading = form.read(
            chosen, Options(zone=ZoneInfo(site.time_zone), order=options.order, mapping=options.mapping)
        )
        digest = export_digest(options.files)
        providers = _providers(root)
        invitations = {one.id: one for one in all_loaded(load_invitations, root)}
        locations = _locations(root)
        _refuse_unknown(options, providers, locations, invitations)
        with Workers(alone=reading.rows < _ALONE) as workers:
            known = load_known(root, reading.source, workers)
            people = known_people(providers, locations)
            manifests = all_loaded(load_manifests, root)
            sorted_rows = _sort(options, reading, people, known, manifests)
            import_id = fresh_id("i")
            made = make_reviews(options, reading, sorted_rows, import_id, invitations)
            taken = _taken(form, reading, sorted_rows, made, missing(known, reading, manifests, options))
            again = same_export(manifests, digest)
            if again and not made.reviews and not sorted_rows.replied:
                return taken._replace(again=again)
            if options.dry_run or (taken.refusals and not options.skip_invalid):
                return taken
            refusals = Counter(refusal.kind for refusal in taken.refusals)
            manifest = make_manifest(options, form, reading, sorted_rows, refusals, import_id, digest)
            idents = {provider.slug: provider.permanent_id for provider in providers}
            _land(root, site, manifest, made.reviews, idents, options, workers, progress)
            for received, latest in sorted_rows.replied:
                _answer(root, latest.latest.path, received)
    return taken._replace(
        written=dict(sorted(Counter(review.provider for review in made.reviews).items())),
        import_id=import_id,
        manifest=manifest.path,
    )


def _refuse_others(
    options: IntakeOptions, files: Sequence[ExportFile], chosen: Sequence[ExportFile], form: Format
) -> None:
    """Refuse a file that a person named and that is of another kind; in folders and archives all kinds of files lie."""
    named = {path.name for path in options.files if path.is_file()}
    read = {file.name for file in chosen}
    for file in files:
        if file.name in named - read:
            raise UnreadableError(
                f"{file.name} is {file.kind}, the others are {form.title}", hint="give it alone, or leave it out"
            )


def _providers(root: Path) -> tuple[Provider, ...]:
    stamps = list_files(root, "content/providers", ".yaml").files
    return tuple(loaded(parse_provider(read_file(root, one.path), one.path)) for one in stamps)


def _refuse_unknown(
    options: IntakeOptions,
    providers: Sequence[Provider],
    locations: Sequence[str],
    invitations: Mapping[str, Invitation],
) -> None:
    slugs = {provider.slug for provider in providers}
    named = [options.about] if options.about else []
    named += options.places.places.values() if options.places else []
    for about in named:
        if about.provider not in slugs:
            near = difflib.get_close_matches(about.provider, sorted(slugs), n=1)
            hint = f"did you mean {near[0]}?" if near else "site-gen new provider NAME makes one"
            raise SiteGenError(f"no provider {about.provider}", hint=hint)
        if about.location is not None and about.location not in locations:
            near = difflib.get_close_matches(about.location, locations, n=1)
            hint = f"did you mean {near[0]}?" if near else "site-gen new location NAME makes one"
            raise SiteGenError(f"no location {about.location}", hint=hint)
    if options.batch is not None and options.batch not in invitations:
        known = ", ".join(invitations) or "none; site-gen new invitation makes one"
        raise SiteGenError(f"no invitation {options.batch}", hint=f"known: {known}")


def _locations(root: Path) -> list[str]:
    stamps = list_files(root, "content/locations", ".yaml").files
    return [loaded(parse_location(read_file(root, one.path), one.path)).slug for one in stamps]


def _sort(
    options: IntakeOptions, reading: Reading, people: Known, known: KnownReviews, manifests: Sequence[Manifest]
) -> Sorted:
    return sort_rows(
        reading,
        people,
        options.places.places if options.places else {},
        options.about,
        known,
        read_erased(options.root),
        {one.id: {newest.place: newest.at for newest in one.newest} for one in manifests if one.newest},
        accept_encoding=options.accept_encoding,
    )


def _taken(form: Format, reading: Reading, rows: Sorted, made: MadeReviews, not_there: Missing) -> Taken:
    versions = tuple(review.id for review in made.reviews if review.supersedes is not None)
    return Taken(
        reading=reading,
        title=form.title,
        new=len(made.reviews) - len(versions),
        versions=versions,
        answered=tuple(latest.latest.path for _, latest in rows.replied),
        known=rows.known,
        erased=rows.erased,
        refusals=(*rows.refusals, *made.refusals),
        notes=(*rows.notes, *made.notes),
        unmatched=rows.unmatched,
        gone=not_there.gone,
        gone_untold=not_there.untold,
        written={},
    )


def _land(
    root: Path,
    site: Site,
    manifest: Manifest,
    reviews: Sequence[Review],
    people: Mapping[str, str],
    options: IntakeOptions,
    workers: Workers,
    progress: Progress,
) -> None:
    log = None
    if site.log is not None:
        opened = open_for_append(root, site.log)
        log = Log(opened.size, today(root, options.now).strftime("%Y-%m"), site.reviews.received_precision)
    by_provider: dict[str, list[Review]] = {}
    for review in reviews:
        by_provider.setdefault(people[review.provider], []).append(review)
    landing = Landing(root, manifest.id)
    try:
        done = 0
        for count in workers.in_order(partial(stage, root, landing, log), sorted(by_provider.items())):
            done += count
            progress(done, len(reviews))
        landing.write(manifest.path, to_yaml(manifest))
    except BaseException:
        landing.abandon()
        raise
    landing.land(last=[manifest.path])


def _answer(root: Path, path: str, received: Received) -> None:
    """Write the answer that the practice gave at the source into the file of a review that has none."""
    file = read_review_file(root, path)
    if file.review.reply is None:
        save_review(root, file, msgspec.structs.replace(file.review, reply=make_reply(received)), keys=("reply",))


def is_shown_elsewhere(taken: Taken) -> bool:
    """Tell whether the reviews of an export are recorded and linked, and never shown on the site."""
    return taken.reading.source in SHOWN_ELSEWHERE
