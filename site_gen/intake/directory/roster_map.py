"""Which column of a spreadsheet means what: given in a mapping file, or guessed from the column names."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from site_gen.errors import UnreadableError
from site_gen.intake.directory.names import clean
from site_gen.intake.tables import Delimiter, folded, sniff_delimiter, table_rows, table_text
from site_gen.model.base import Content
from site_gen.model.location import CountryCode

RosterField = Literal[
    "npi", "full_name", "prefix", "given", "middle", "family", "suffix", "credentials", "kind", "taxonomy",
    "specialties", "languages", "gender", "pronouns", "location", "street", "street2", "locality", "region",
    "postal_code", "country", "phone", "fax", "accepting_new_patients", "booking_url", "insurance", "conditions",
    "procedures", "website", "bio",
]  # fmt: skip
"""What a column may hold. `street` may hold a whole address (`1 Elm St, Springfield, IL 62701`)."""

FIELDS: frozenset[str] = frozenset(get_args(RosterField))
LIST_FIELDS: frozenset[str] = frozenset(
    ("taxonomy", "specialties", "languages", "insurance", "conditions", "procedures", "credentials")
)
"""Fields that several columns and several values in a cell may fill."""


class RosterMap(Content, frozen=True, kw_only=True):
    """How to read a roster: `{columns: {First Name: given, …}, constants: {locality: Springfield}, country: US}`.

    Column names are compared without regard to case and spacing; columns that are not named are not read. A constant
    stands in for every empty cell. `delimiter` is found by itself when absent. `separators` are the characters between
    the values of one cell; when empty, `;`, `|` and line breaks, and for languages, codes and credentials commas too.
    `country` is that of addresses and telephone numbers which do not say another.
    """

    path: str = msgspec.field(name="@path", default="")
    columns: dict[str, RosterField]
    constants: dict[RosterField, str] = msgspec.field(default_factory=dict)
    delimiter: Delimiter | None = None
    separators: str = ""
    country: CountryCode = "US"


_SYNONYMS: dict[RosterField, str] = {
    "npi": "npi npinumber nationalprovideridentifier individualnpi type1npi npiid",
    "full_name": "name fullname displayname doctor doctorname clinician practitioner",
    "prefix": "prefix salutation honorific nameprefix title courtesytitle",
    "given": "firstname first fname given givenname givennames forename",
    "middle": "middlename middle mname mi middleinitial initial",
    "family": "lastname last lname surname familyname family",
    "suffix": "suffix namesuffix generation",
    "credentials": "credentials credential degree degrees designation postnominals postnominal",
    "kind": "kind providertype providerkind",
    "taxonomy": "taxonomy taxonomycode taxonomycodes nucc nucccode taxonomies",
    "specialties": "specialty speciality specialties specialities specialization specialtyname secondaryspecialty "
    "subspecialty specialty1 specialty2",
    "languages": "language languages languagesspoken spokenlanguages otherlanguages languagespoken",
    "gender": "gender sex",
    "pronouns": "pronouns pronoun",
    "location": "location locationname practice practicename clinic clinicname office officename site sitename "
    "facility facilityname",
    "street": "address address1 addressline1 addressline street street1 streetaddress addr addr1 streetline1",
    "street2": "address2 addressline2 street2 suite unit addr2 streetline2",
    "locality": "city town locality cityname",
    "region": "state province region stateprovince statecode",
    "postal_code": "zip zipcode postalcode postcode zippostalcode postal zip5",
    "country": "country countrycode",
    "phone": "phone telephone phonenumber telephonenumber tel phone1 mainphone appointmentphone workphone",
    "fax": "fax faxnumber",
    "accepting_new_patients": "acceptingnewpatients newpatients accepting acceptsnewpatients acceptingpatients "
    "acceptingnew panelstatus takingnewpatients acceptingnewpts",
    "booking_url": "bookingurl booking bookinglink schedulingurl schedulinglink appointmenturl onlinescheduling",
    "insurance": "insurance insurances insuranceaccepted acceptedinsurance plansaccepted networks",
    "conditions": "conditions conditionstreated",
    "procedures": "procedures services",
    "website": "website url web homepage webpage websiteurl",
    "bio": "bio biography about profile aboutme shortbio",
}
_BEFORE = ("provider", "practitioner", "physician", "clinician", "primary", "practice", "office", "clinic", "location",
           "work", "business")  # fmt: skip
"""Words that may stand in front of a known name; `home`, `mailing` and `billing` are not among them."""


def draft_mapping(data: bytes) -> RosterMap:
    """Guess a mapping from the names in the first line, for a person to look over.

    `First Name`, `fname` and `Provider First` are all `given`; `Home Phone` and `Mailing City` are nothing, nor are
    photos and mail addresses. Of two columns for one field the first counts, except for lists (specialties, languages).

    Raises:
        UnreadableError: not a table of UTF-8 text, or no column that holds names.
    """
    text = table_text(data)
    delimiter = sniff_delimiter(text)
    _, header = next(table_rows(text, delimiter))
    columns: dict[str, RosterField] = {}
    for name in map(clean, header):
        field = _field_of(name)
        if field is not None and (field in LIST_FIELDS or field not in columns.values()):
            columns.setdefault(name, field)
    found = set(columns.values())
    if "full_name" not in found and not {"given", "family"} <= found:
        shown = ", ".join(repr(clean(name)[:40]) for name in header[:6])
        raise UnreadableError(
            f"no column with names of people among {shown}",
            hint="write the mapping by hand: columns: {…: given, …: family} or {…: full_name}",
        )
    if {"given", "family"} <= found:
        columns = {name: field for name, field in columns.items() if field != "full_name"}
    return RosterMap(columns=columns, delimiter=delimiter)


def _field_of(name: str) -> RosterField | None:
    """The field that a column name means, or None."""
    plain = folded(name)
    known = {word: field for field, words in _SYNONYMS.items() for word in words.split()}
    bare = [plain.removeprefix(word) for word in _BEFORE if plain.startswith(word)]
    bare += [each.removeprefix(word) for each in bare for word in _BEFORE if each.startswith(word)]
    if plain in _BEFORE[:4]:
        return "full_name"
    return next((known[each] for each in (plain, *bare) if each in known), None)
