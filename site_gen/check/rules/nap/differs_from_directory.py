"""Names, addresses and phones are those of the directory export that `check --against FILE` is given.

Why: The same person stands in registries, insurers' directories and maps. Where they disagree, patients call a number
that nobody answers, and map services take a profile for two people.

Fails:
    provider: {npi: "1999928397"}
    against: |
      NPI,First Name,Last Name,Address,City,State,Zip,Phone
      1999928397,Ana,Diaz,1 Main Street,Chicago,IL,60601,312-555-0199

Fails:
    provider: {npi: "1999928397"}
    against: |
      NPI,First Name,Last Name,Address,City,State,Zip,Phone
      1999928397,Ana,Diaz,9 Oak Street,Chicago,IL,60601,312-555-0101

Fails:
    provider: {npi: "1999928397"}
    against: |
      NPI,First Name,Last Name,Address,City,State,Zip,Phone
      1999928397,Anna,Diaz,1 Main Street,Chicago,IL,60601,312-555-0101

Passes:
    provider: {npi: "1999928397"}
    against: |
      NPI,First Name,Middle Name,Last Name,Address,City,State,Zip,Phone
      1999928397,ANA,MARIA,DIAZ,1 MAIN ST,CHICAGO,IL,606010123,(312) 555-0101

Limits: People are found by NPI; who has none, or is not in the export, is not checked. What the export says must be on
the site, not the other way round: the registry names one address of many. Names are compared without case, accents,
hyphens and middle names; a short form such as Bob for Robert is told. Which of the two is right is not known.

Basis: 42 CFR 422.111 and 45 CFR 156.230, by which insurers keep directories right; providers correct their NPPES record
within 30 days, 45 CFR 162.410(a)(4).
"""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.check.placeholders import national
from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked
from site_gen.check.tokens import fold
from site_gen.findings import Severity, count_of
from site_gen.model.listing import Directory, Listing
from site_gen.model.provider import Name
from site_gen.model.summary import ProviderSummary


def _on_site(summaries: tuple[ProviderSummary, ...], around: Around) -> Said:
    directory = around.directory
    here = [one for one in summaries if one.status != "departed"]
    if directory is None:
        if any(one.npi is not None for one in here):
            yield Unchecked("no directory export was given (--against)")
        return
    nameless = sum(one.npi is None for one in here)
    if nameless:
        yield Unchecked(f"{count_of(nameless, 'provider')} without an NPI")
    absent = [one.slug for one in here if one.npi is not None and one.npi not in directory.listings]
    if absent:
        yield Unchecked(f"{count_of(len(absent), 'provider')} not in {directory.file}, the first is {absent[0]}")
    for summary in here:
        listing = directory.listings.get(summary.npi or "")
        if listing is not None:
            yield from _compared(summary, listing, directory, around)


def _compared(summary: ProviderSummary, listing: Listing, directory: Directory, around: Around) -> Iterator[Issue]:
    slugs = [place.location for place in summary.places]
    phones = {place.phone for place in summary.places} | {around.phones.get(slug) for slug in slugs}
    places = {directory.places.get(slug) for slug in slugs}
    told = []
    if _key(summary.name) != _key(listing.name):
        told.append(("name", f'the name "{listing.name.plain}", the profile "{summary.name.plain}"'))
    told += [
        ("locations", f'the phone "{national(phone)}", which the profile does not show')
        for phone in listing.phones
        if phone not in phones
    ]
    told += [
        ("locations", f'the address "{shown}", where the profile has no location')
        for key, shown in listing.places.items()
        if key not in places
    ]
    for key, difference in told:
        yield Issue(
            message=f"{directory.file} has {difference}",
            at=(key,),
            path=summary.path,
            hint=f"correct the profile, or {directory.file} where it comes from",
        )


def _key(name: Name) -> tuple[str, str]:
    """Give what of a name is compared: the family name, and the first of the given names."""
    given = fold(name.given).replace("-", " ").split()
    return "".join(filter(str.isalnum, fold(name.family))), "".join(filter(str.isalnum, given[0])) if given else ""


RULE = Rule(
    code="NAP804",
    name="differs-from-directory",
    severity=Severity.WARNING,
    since="0.1",
    basis="45 CFR 162.410(a)(4)",
    page=__doc__,
    site=_on_site,
)
