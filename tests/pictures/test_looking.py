"""What is found in a media file: its size as shown, whether one sees through it, what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn import BLUE, RED, bomb, photograph, saved, two_halves
from PIL import Image, ImageCms

from site_gen.pictures.looking import Looked, look
from site_gen.pictures.opening import develop, opened


def looked(folder: Path, name: str, data: bytes) -> Looked:
    (folder / name).write_bytes(data)
    return look(folder / name)


def developed(folder: Path, data: bytes) -> Image.Image:
    (folder / "picture").write_bytes(data)
    with opened(folder / "picture") as image:
        return develop(image)


def near(pixel: object, color: tuple[int, ...], most: int = 8) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) <= most for one, other in zip(pixel, color, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize(("orientation", "corner"), [(1, BLUE), (2, RED), (3, RED), (6, BLUE), (8, RED)])
def test_a_picture_stands_upright(tmp_path, kind, orientation, corner):
    image = developed(tmp_path, photograph(orientation, kind))
    assert image.size == ((600, 900) if orientation in (6, 8) else (900, 600))
    assert near(image.getpixel((5, 5)), corner)
    assert image.info == {}
    seen = looked(tmp_path, f"a.{kind.lower()}", photograph(orientation, kind))
    assert (seen.width, seen.height) == image.size


@pytest.mark.parametrize(
    ("image", "kind", "color"),
    [
        (Image.new("CMYK", (9, 9), (0, 255, 255, 0)), "JPEG", (255, 0, 0)),
        (Image.new("CMYK", (9, 9), (0, 255, 255, 0)), "TIFF", (255, 0, 0)),
        (Image.new("L", (9, 9), 100), "PNG", (100, 100, 100)),
        (Image.new("1", (9, 9), 1), "PNG", (255, 255, 255)),
        (Image.new("I;16", (9, 9), 30_000), "PNG", (117, 117, 117)),
        (Image.new("RGBA", (9, 9), (1, 2, 3, 255)), "PNG", (1, 2, 3)),
        (two_halves(9, 9).quantize(4), "GIF", BLUE),
    ],
)
def test_every_kind_of_pixels_becomes_plain_colours(tmp_path, image, kind, color):
    plain = developed(tmp_path, saved(image, kind))
    assert plain.mode == "RGB"
    assert near(plain.getpixel((1, 1)), color)


def test_what_one_sees_through_stays_so(tmp_path):
    for image in (Image.new("RGBA", (9, 9), (1, 2, 3, 40)), Image.new("LA", (9, 9), (90, 40))):
        assert looked(tmp_path, "a.png", saved(image, "PNG")).is_clear
    assert not looked(tmp_path, "a.png", saved(Image.new("RGBA", (9, 9), (1, 2, 3, 255)), "PNG")).is_clear


def test_colours_of_another_profile_become_srgb(tmp_path):
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    wrong = developed(tmp_path, saved(two_halves(), "PNG", icc_profile=lab))
    assert near(wrong.getpixel((5, 5)), BLUE), "a profile that does not belong to the pixels is passed over"
    gray = Image.new("RGB", (9, 9), (120, 120, 120))
    assert near(developed(tmp_path, saved(gray, "PNG", icc_profile=b"rubbish")).getpixel((1, 1)), (120, 120, 120))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.jpg", b"not a picture", "no picture that can be read"),
        ("a.jpg", b"", "no picture that can be read"),
        ("a.jpg", photograph()[:3000], "damaged"),
        ("a.png", saved(two_halves(), "PNG")[:500], "damaged"),
        ("a.png", bomb(), "64,000,000 pixels"),
        ("a.png", bomb(8001, 8000), "8001 x 8000 pixels"),
        ("a.tiff", saved(Image.new("F", (9, 9)), "TIFF"), "floating-point"),
        ("a.HEIC", b"anything", "browsers do not show"),
        ("a.jpg", b"\0\0\0\x18ftypheic\0\0\0\0", "browsers do not show"),
        ("a.svg", b"<svg", "not well-formed"),
        ("a.svg", b"<html/>", "no SVG"),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', "defines an entity"),
    ],
)
def test_what_cannot_be_shown_says_why(tmp_path, name, data, words):
    seen = looked(tmp_path, name, data)
    assert words in seen.fault
    assert seen.hint


def test_a_picture_is_known_by_its_content_whatever_its_name(tmp_path):
    for name in ("a.dat", "a", "a.mp4"):
        assert looked(tmp_path, name, photograph()).kind == "raster"
    assert looked(tmp_path, "a.pdf", b"%PDF-1.7").kind == "other"


def test_several_frames_are_told_from_one(tmp_path):
    frames = [Image.new("L", (9, 9), shade) for shade in (0, 90, 200)]
    for kind in ("GIF", "WEBP", "PNG"):
        many = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
        assert looked(tmp_path, f"a.{kind.lower()}", many).is_moving, kind
        assert not looked(tmp_path, f"a.{kind.lower()}", saved(frames[0], kind)).is_moving, kind


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="30"', (40, 30)),
        ('width="1in" height="72pt"', (96, 96)),
        ('viewBox="0 0 40 30"', (40, 30)),
        ('viewBox="0,0,40,30" width="80"', (80, 60)),
        ('viewBox="0 0 40 30" height="15px"', (20, 15)),
        ('viewBox="0 0 40 30" width="100%" height="100%"', (40, 30)),
        ("", (0, 0)),
        ('viewBox="0 0 0 0"', (0, 0)),
        ('width="9e99" height="1"', (0, 0)),
    ],
)
def test_a_drawing_says_its_size(tmp_path, attributes, size):
    seen = looked(tmp_path, "a.svg", f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode())
    assert (seen.kind, seen.width, seen.height) == ("drawing", *size)


@pytest.mark.parametrize(
    "inside",
    [
        "<script/>",
        "<g onload='a()'/>",
        "<foreignObject/>",
        "<use href='https://x.example/a.svg#b'/>",
        "<use xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='//x.example/a'/>",
        "<a href='javascript:a()'/>",
        "<image href='data:image/svg+xml,a'/>",
        "<rect style='fill:url(http://x.example/a)'/>",
        "<style>@import 'a'</style>",
        "<a><animate attributeName='href' to='javascript:a()'/></a>",
    ],
)
def test_what_could_run_or_ask_another_host_is_seen(tmp_path, inside):
    seen = looked(tmp_path, "a.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode())
    assert len(seen.active) == 1
    assert not seen.fault


def test_a_plain_drawing_is_only_that(tmp_path):
    inside = (
        "<defs><linearGradient id='a'/></defs><rect fill='url(#a)' style='fill:url(\"#a\")'/><use href='#a'/>"
        "<image href='data:image/png;base64,AA=='/><a href='https://harbor.example/'><g/></a><title>on</title>"
    )
    assert looked(tmp_path, "a.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()).active == ()
