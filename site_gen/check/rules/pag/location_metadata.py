"""No picture, film or drawing says where it was taken.

Why: A telephone writes the position into every picture. A portrait from somebody's garden publishes a home address,
and a picture of a patient says where that person was.

Fails:
    file:
      content/media/tour.mov: !!binary |
        AAAAFGZ0eXBxdCAgAAAAAHF0ICAAAAAqbW9vdgAAACJ1ZHRhAAAAGql4eXoADhXHKzQxLjg4LTA4Ny42My8=

Fails:
    file:
      content/media/plan.svg: |
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><metadata><x:d xmlns:x="http://ns.adobe.com/exif/1.0/"
        x:GPSLatitude="41,52.7N" x:GPSLongitude="87,37.8W"/></metadata><rect width="9" height="9"/></svg>

Passes:
    file:
      content/media/door.png: !!binary |
        iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAAgGVYSWZNTQAqAAAACAABiCUABAAAAAEAAAAaAAAAAAAEAAEAAgAAAAJO
        AAAAAAIABQAAAAMAAABQAAMAAgAAAAJXAAAAAAQABQAAAAMAAABoAAAAAAAAACkAAAABAAAANAAAAAEAAAApAAAAAQAAAFcAAAABAAAA
        JQAAAAEAAAAoAAAAAUTmHgMAAAAKSURBVHicY2AAAAACAAFIr6RxAAAAAElFTkSuQmCC

Limits: Pictures below `content/media/` are published as new files without any metadata, so that a position in one of
them is no fault. Looked at are the headers of films (MP4, MOV and 3GP; tracks of positions inside a film are not),
drawings (SVG) with the pictures inside them, the static files of themes, and with `check --site` every picture there:
EXIF and XMP of JPEG, PNG, WebP, AVIF, GIF and TIFF. What the picture itself shows is not seen.

Basis: 45 CFR 164.514(b)(2)(i)(B): a place smaller than a state identifies a person.
"""

from __future__ import annotations

from site_gen.check.pages.digest import Everything
from site_gen.check.rule import Around, Issue, Rule, Said, Unchecked
from site_gen.findings import Severity


def _across(everything: Everything, around: Around) -> Said:
    for file, marks in sorted(everything.located.items()):
        if marks:
            yield Issue(
                message=f"the file says where it was taken ({', '.join(marks)})",
                path=file,
                hint=f"remove it, for example with exiftool -all= {file.rpartition('/')[2]}",
            )
        else:
            yield Unchecked(f"{file} cannot be read")


RULE = Rule(
    code="PAG859",
    name="location-metadata",
    severity=Severity.ERROR,
    since="0.1",
    basis="45 CFR 164.514(b)",
    page=__doc__,
    across=_across,
)
