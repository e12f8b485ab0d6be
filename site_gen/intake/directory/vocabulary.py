"""Words whose capitals no rule tells: parts of names, credentials, abbreviations in addresses.

Sources: USPS Publication 28, appendices B and C, for street and unit abbreviations; the rest is common usage.
"""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    """The words of a table, in order."""
    return tuple(text.split())


AFTER_MAC = frozenset(
    _words(
        """alister allister arthur askill aulay bride callum cormack donald dougall duff fadden farland farlane
        gillivray gregor innes intosh intyre iver kay kenna kenzie kinnon lachlan laren lean lellan lennan leod mahon
        manus millan murray naughton neil neill nicol phail phee pherson quarrie rae taggart tavish vicar william"""
    )
)
"""What follows `Mac` with a capital of its own; so that Mack, Macias and Machado keep one."""

AFTER_O = frozenset(
    _words(
        """boyle brien bryan callaghan callahan connell conner connor dea doherty donnell donoghue donovan dowd driscoll
        dwyer farrell flaherty flanagan flynn gara grady hagan halloran hanlon hara hare keefe keeffe kelly leary
        loughlin mahony malley mara meara neal neil neill reilly riley riordan rourke shaughnessy shea sullivan toole"""
    )
)
"""What follows `O` with a capital of its own where the apostrophe was left out."""

PARTICLES = frozenset(_words("von der den ter zu zum zur y e dos das af av bin ibn bint"))
"""Words that are written small inside a family name; `de` and `van` depend on what follows."""

ARTICLES = frozenset(_words("la las los el"))

SHORT_NAMES = frozenset(
    _words(
        """ai al an bo cy di ed en ha ho hu in jo ki li lu mi mo my na nu ok qi so su tu ty un vi vu wu xi xu ye yi
        yu"""
    )
)
"""Given names of two letters; other pairs in capitals are two initials."""

GENERATIONS = {
    "jr": "Jr.", "junior": "Jr.", "sr": "Sr.", "senior": "Sr.", "2nd": "II", "3rd": "III", "4th": "IV",
    **{numeral: numeral.upper() for numeral in _words("ii iii iv v vi vii viii ix x")},
}  # fmt: skip

PREFIXES = {
    "dr": "Dr.", "doctor": "Dr.", "mr": "Mr.", "mrs": "Mrs.", "ms": "Ms.", "mx": "Mx.", "miss": "Miss",
    "prof": "Prof.", "professor": "Prof.", "rev": "Rev.", "sister": "Sister", "hon": "Hon.",
}  # fmt: skip

CREDENTIALS = {
    each.upper().replace("-", "").replace("/", ""): each
    for each in _words(
        """PhD PharmD PsyD EdD AuD DrPH ScD DSc RPh MEd EdM MSEd EdS PsyS MPhil DPhil MBChB MBBCh BSc MSc BPharm MPharm
        ThD JD MD DO DDS DMD OD DPM DC DVM VMD DNP DPT OTD ND LAc PA-C C-FNP FNP-C FNP-BC ANP-BC AGNP-C AGPCNP-BC
        PMHNP-BC CCC-SLP CCC-A CD-N OTR/L LMT RN BSN MSN MPH MBA MBBS MSW LCSW LICSW LMFT LMHC LPC APRN CRNA CNM NP PT
        OT FACS FACP FACC FAAP FACEP FACOG FAAOS FACR FAAN FAGD FAAPMR DABR MS MA BS BA BDS RD LD LDN CDE CDCES"""
    )
} | {
    "PAC": "PA-C", "MEDICALDOCTOR": "MD", "DOCTOROFMEDICINE": "MD", "DOCTOROFOSTEOPATHY": "DO",
    "PHYSICIANASSISTANT": "PA", "PHYSICANASSISTANT": "PA", "NURSEPRACTITIONER": "NP", "PHYSICALTHERAPIST": "PT",
    "OCCUPATIONALTHERAPIST": "OT", "OCCUPATIONALTHERAPI": "OT", "REGISTEREDNURSE": "RN", "OPTOMETRIST": "OD",
}  # fmt: skip
"""Credentials without dots, spaces and hyphens to their usual form."""

COMPANIES = frozenset(_words("PC PLLC LLC INC LTD PLC"))
"""A professional corporation is not a person's credential."""

PLACE_WORDS = {
    each.upper(): each
    for each in _words(
        """UConn UMass LLC PLLC PC PA VA VAMC AFB ENT NICU ICU PICU ER MRI MLK JFK UCLA USA US NE NW SE SW NYC PO II
        III IV VI VII VIII IX MDG BIDMC OB/GYN"""
    )
} | {"C/O": "c/o", "P.O.": "PO", "POB": "PO Box"}
"""Words of addresses that are neither small nor capitalised."""

PLACE_ABBREVIATIONS = frozenset(
    _words(
        """apt bldg blvd blvds bldgs blgd bdg br brg cntr cr crk cswy ct ctr ctrs cv dept dr drs fl flr frwy ft fwy grp
        gtwy hgts hts hwy jct jr kpn ln lndg mnr mr mrs ms mt mtn mtwy nd ph pk pkwy pky pl plz plnt pt rd rds rdg rm rr
        rt rte rvr sch sq sqs sr st sts str th tpke trl trwy twp vlg vly vw wy xing"""
    )
)
"""Abbreviations that are written as words; other words without a vowel stay in capitals (`KSB`)."""

STREET_WORDS = {
    "street": "st", "avenue": "ave", "av": "ave", "road": "rd", "drive": "dr", "boulevard": "blvd", "lane": "ln",
    "court": "ct", "place": "pl", "square": "sq", "highway": "hwy", "parkway": "pkwy", "turnpike": "tpke",
    "circle": "cir", "terrace": "ter", "route": "rte", "rt": "rte", "suite": "ste", "floor": "fl", "room": "rm",
    "building": "bldg", "center": "ctr", "centre": "ctr", "department": "dept", "apartment": "apt",
    "north": "n", "south": "s", "east": "e", "west": "w", "first": "1st", "second": "2nd", "third": "3rd",
    "mount": "mt", "saint": "st",
}  # fmt: skip
"""Words to the abbreviations that mean the same, for comparing addresses."""
