"""A picture or film that says where it was taken is told from one that does not."""

from __future__ import annotations

import base64
import struct
from io import BytesIO
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from PIL import Image, PngImagePlugin

from conftest import REPOSITORY
from site_gen.pictures.geotags import geotags
from site_gen.pictures.looking import look

HERE = {1: "N", 2: (41.0, 52.0, 41.0), 3: "W", 4: (87.0, 37.0, 40.0)}
NOWHERE = {0: b"\x02\x03\0\0"}
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description exif:GPSLatitude="41,52.7N"/></rdf:RDF></x:xmpmeta>'
)
NO_XMP = XMP.replace(b"exif:GPSLatitude", b"dc:title")


def picture(kind: str, gps: dict[int, object] | None = None, xmp: bytes = b"") -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    if gps is not None:
        exif[0x8825] = gps
    more = {"xmp": xmp} if xmp else {}
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, kind, exif=exif, **more)
    return out.getvalue()


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def film(*inside: bytes) -> bytes:
    return box(b"ftyp", b"isom\0\0\0\0") + box(b"mdat", b"\xa9xyz" * 9) + box(b"moov", b"".join(inside))


def found(folder: Path, name: str, data: bytes) -> tuple[str, ...]:
    path = folder / name
    path.write_bytes(data)
    return geotags(path)


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.JPG"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_a_position_in_exif_is_found_and_its_absence_too(tmp_path: Path, kind: str, name: str):
    assert found(tmp_path, name, picture(kind, HERE)) == ("EXIF",)
    assert found(tmp_path, name, picture(kind, NOWHERE)) == ()
    assert found(tmp_path, name, picture(kind)) == ()


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpeg"), ("WEBP", "a.webp")])
def test_a_position_in_xmp_is_found_and_its_absence_too(tmp_path: Path, kind: str, name: str):
    assert found(tmp_path, name, picture(kind, xmp=XMP)) == ("XMP",)
    assert found(tmp_path, name, picture(kind, xmp=NO_XMP)) == ()


@pytest.mark.parametrize("packed", [False, True])
def test_a_position_in_a_png_is_found_in_packed_text_and_behind_the_pixels(tmp_path: Path, packed: bool):
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=packed)
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=info)
    data = out.getvalue()
    assert found(tmp_path, "a.png", data) == ("XMP",)
    start, pixels, end = data.index(b"iTXt") - 4, data.index(b"IDAT") - 4, data.index(b"IEND") - 4
    moved = data[:start] + data[pixels:end] + data[start:pixels] + data[end:]
    assert found(tmp_path, "a.png", moved) == ("XMP",)


def test_positions_in_films_are_found(tmp_path: Path):
    apple = box(b"hdlr", b"mdta") + box(b"keys", b"com.apple.quicktime.location.ISO6709")
    assert found(tmp_path, "a.mov", film(box(b"udta", box(b"\xa9xyz", b"+41.88-087.63/")))) == ("©xyz",)
    assert found(tmp_path, "a.3gp", film(box(b"trak", box(b"udta", box(b"loci", b"\0" * 20))))) == ("loci",)
    assert found(tmp_path, "a.mp4", film(box(b"meta", apple))) == ("com.apple.quicktime.location",)
    assert found(tmp_path, "a.mp4", film(box(b"udta", box(b"meta", b"\0\0\0\0" + apple)))) == (
        "com.apple.quicktime.location",
    )
    assert found(tmp_path, "a.mp4", film() + box(b"uuid", b"\xbe\x7a" + XMP)) == ("XMP",)


def test_a_film_whose_pixels_happen_to_spell_a_box_passes(tmp_path: Path):
    assert found(tmp_path, "a.mp4", film(box(b"trak", box(b"mdia", b"loci\xa9xyz")))) == ()


@pytest.mark.parametrize("cut", range(8, 90, 9))
def test_a_film_that_is_cut_short_ends_the_walk(tmp_path: Path, cut: int):
    found(tmp_path, "a.mp4", film(box(b"udta", box(b"\xa9xyz", b"+41.88-087.63/")))[:cut])


def test_a_damaged_picture_is_not_called_clean(tmp_path: Path):
    with pytest.raises(ValueError, match="no picture"):
        found(tmp_path, "a.png", b"\x89PNG eXIf and nothing else")


def test_the_media_of_the_sample_say_nothing():
    for path in sorted((REPOSITORY / "content/media").iterdir()):
        assert geotags(path) == ()


def drawing(picture: bytes = b"", inside: str = "<image href='%s'/>", metadata: bytes = b"") -> bytes:
    address = "data:image/jpeg;base64," + base64.b64encode(picture).decode()
    shape = (inside % address).encode()
    return b'<svg xmlns="http://www.w3.org/2000/svg"><metadata>' + metadata + b"</metadata>" + shape + b"</svg>"


@pytest.mark.parametrize(
    "inside",
    [
        "<image href='%s'/>",
        "<image xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href=' %s'/>",
        "<rect style='fill:url(%s)'/>",
        '<style>rect{fill:url("%s")}</style>',
    ],
)
def test_a_position_in_a_picture_inside_a_drawing_is_found(tmp_path, inside):
    place = tmp_path / "plan.svg"
    place.write_bytes(drawing(picture("JPEG", HERE), inside))
    assert geotags(place) == look(place).located == ("EXIF",)
    place.write_bytes(drawing(picture("JPEG", NOWHERE), inside))
    assert geotags(place) == look(place).located == ()


def test_a_position_in_a_drawing_itself_is_found(tmp_path):
    place = tmp_path / "plan.svg"
    place.write_bytes(drawing(metadata=b'<d GPSLatitude="41,52.7N"/>'))
    assert geotags(place) == look(place).located == ("XMP",)


def test_a_picture_inside_a_drawing_is_read_as_browsers_read_its_address(tmp_path):
    place, data = tmp_path / "plan.svg", picture("JPEG", HERE)
    written = base64.b64encode(data).decode()
    for address in (
        f"DATA:image/JPEG;charset=x;base64,{written.rstrip('=')}",
        f"data:image/jpeg;base64,{written[:40]}&#10; {written[40:]}",
        f"data:image/jpeg;base64,{written.replace('+', '%2B').replace('/', '%2F')}",
        f"data:image/jpeg,{quote_from_bytes(data)}",
    ):
        place.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}"/></svg>')
        assert look(place).located == ("EXIF",), address[:40]
    place.write_bytes(drawing(picture("JPEG", HERE)[:200]))
    assert look(place).located is None, "what cannot be read is not passed"
