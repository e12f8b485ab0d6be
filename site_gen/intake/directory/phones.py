"""Telephone numbers in E.164 form.

Sources: ITU-T E.164; numbering plans as libphonenumber has them.
"""

from __future__ import annotations

import phonenumbers

from site_gen.intake.directory.names import clean


def phone_number(text: str, country: str) -> tuple[str | None, str | None]:
    """Give a telephone number in E.164 form, and what to say about it.

    `(111)-222-3333` gives None and why: no plan has such a number. A number with an extension gives the number and a
    remark, since E.164 holds no extensions. Empty text gives two Nones. Whether anybody answers is not checked.
    """
    plain = clean(text)
    if not plain.strip("0- "):
        return None, None
    try:
        number = phonenumbers.parse(plain, country if country in phonenumbers.SUPPORTED_REGIONS else "US")
    except phonenumbers.NumberParseException:
        return None, f"{plain[:40]!r} is not a telephone number"
    if not phonenumbers.is_valid_number(number):
        return None, f"{plain[:40]!r} is not a number of any telephone plan"
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return shown, f"extension {number.extension} of {shown} was left out" if number.extension else None
