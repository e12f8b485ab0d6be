"""Photographs on pages: small, of the right size, without anything private; made once; broken ones are findings."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Callable

import pytest
from drawn import PRIVATE, bomb, photograph, saved, two_halves
from PIL import Image

from conftest import Public, SiteFolder
from site_gen.pictures import looking, making
from site_gen.pictures.geotags import geotags

Make = Callable[..., SiteFolder]
PAGE = "providers/ana-diaz/index.html"
ABOUT = (
    "-- content/pages/rooms.md --\n---\ntitle: Rooms\ndescription: Our rooms.\nnav: 1\n---\n![Chairs](media/room.jpg)\n"
)


@pytest.fixture
def pictured(site: Callable[[str], SiteFolder]) -> Make:
    """Give a function that makes a site whose provider has a photograph, and one page a second one."""

    def make(ana: bytes | None = None, room: bytes | None = None, archive: str = "") -> SiteFolder:
        folder = site(ABOUT + archive)
        folder.edit("content/providers/ana-diaz.yaml", "bio:", "photo: {file: media/ana.jpg, alt: Ana}\nbio:")
        put(folder, "ana.jpg", ana if ana is not None else photograph(6))
        put(folder, "room.jpg", room if room is not None else photograph())
        return folder

    return make


def put(folder: SiteFolder, name: str, data: bytes) -> None:
    place = folder.root / "content/media" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    os.utime(place, (1_700_000_000, 1_700_000_000))


def made(public: Public, stem: str) -> dict[str, bytes]:
    return {file: data for file, data in public.tree().items() if file.startswith(f"assets/{stem}-")}


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_portrait_is_a_square_in_three_formats_and_widths(pictured):
    files = made(pictured().build(), "ana")
    assert sorted(re.sub(r"\.[0-9a-f]{12}\.", ".", file) for file in files) == sorted(
        f"assets/ana-{width}.{ending}" for width in (208, 416, 600) for ending in ("avif", "webp", "jpg")
    )
    for file, data in files.items():
        width = int(re.search(r"-(\d+)\.", file)[1])
        assert opened(data).size == (width, width)


def test_a_picture_in_a_text_keeps_its_shape_and_is_never_enlarged(pictured):
    files = made(pictured().build(), "room")
    assert {opened(data).size for data in files.values()} == {(480, 320), (900, 600)}


def test_nothing_private_reaches_the_output(pictured):
    folder = pictured(archive="-- content/media/ana.yaml --\nnote: Phone of Ana\ncredit: Photograph by Bo\n")
    for kind in ("png", "webp", "avif", "tiff"):
        put(folder, f"more/{kind}.{kind}", photograph(8, kind.upper()))
        folder.edit("content/pages/rooms.md", "![Chairs]", f"![](media/more/{kind}.{kind})\n\n![Chairs]")
    put(folder, "unnamed", photograph())
    public = folder.build()
    originals = {path.read_bytes() for path in (folder.root / "content/media").rglob("*") if path.is_file()}
    pictures = 0
    for file, data in public.tree().items():
        assert data not in originals
        if file.endswith((".jpg", ".webp", ".avif", ".png")):
            pictures += 1
            assert not [mark for mark in PRIVATE if mark in data], file
            assert geotags(public.folder / file) == ()
            image = opened(data)
            assert not {"exif", "xmp", "icc_profile", "comment"} & image.info.keys(), file
            assert not image.getexif(), file
    assert pictures == 9 + 6 + 4 * 6
    assert not any(b"Phone of Ana" in data for data in public.tree().values())


def test_pages_name_every_form_and_their_sizes(pictured):
    public = pictured().build()
    picture = public.html(PAGE).select_one(".hero picture")
    assert [source["type"] for source in picture("source")] == ["image/avif", "image/webp"]
    image = picture.find("img")
    assert (image["width"], image["height"], image["alt"]) == ("600", "600", "Ana")
    named = [part.split() for tag in picture(["source", "img"]) for part in tag["srcset"].split(", ")]
    assert [width for _file, width in named] == ["208w", "416w", "600w"] * 3
    assert all((public.folder / file.strip("/")).is_file() for file, _width in named)
    assert image["src"] == named[-1][0]
    assert all(tag["sizes"] for tag in picture(["source", "img"]))
    room = public.html("rooms/index.html").select_one("main picture img")
    assert (room["width"], room["height"], room["alt"], room["loading"]) == ("900", "600", "Chairs", "lazy")


def test_only_what_pages_show_is_made(pictured):
    folder = pictured()
    put(folder, "unused.jpg", photograph())
    assert not made(folder.build(), "unused")
    assert not [file for file in made(folder.build(), "ana") if "-480." in file or "-960." in file]
    folder.edit("content/providers/ana-diaz.yaml", "Ana looks after teeth.", "'![A door](media/unused.jpg)'")
    assert made(folder.build(), "unused")
    assert folder.build().tree() == folder.build(full=True).tree()


def test_what_one_sees_through_is_kept_as_png(pictured):
    clear = Image.new("RGBA", (300, 300), (200, 30, 30, 90))
    files = made(pictured(room=saved(clear, "PNG")).build(), "room")
    assert {file.rpartition(".")[2] for file in files} == {"avif", "webp", "png"}
    assert all(opened(data).convert("RGBA").getpixel((9, 9))[3] < 120 for data in files.values())


def test_a_sidecar_says_where_to_crop(pictured):
    wide = two_halves(1600, 500)
    folder = pictured(ana=saved(wide, "PNG"))

    def colour() -> tuple[int, ...]:
        files = made(folder.build(), "ana")
        (file,) = (one for one in files if re.search(r"-500\..*jpg", one))
        return opened(files[file]).getpixel((20, 20))

    folder.write("-- content/media/ana.yaml --\nfocus: [0.1, 0.5]\n")
    first = colour()
    folder.edit("content/media/ana.yaml", "0.1", "0.9")
    assert (first[2] > 150, colour()[0] > 150) == (True, True)
    assert folder.build().tree() == folder.build(full=True).tree()


def test_caption_and_credit_stand_below_a_picture_in_the_language_of_the_page(pictured):
    folder = pictured(
        archive="-- content/media/room.yaml --\ncaption: The front room.\ncredit: Bo Lee\n"
        "i18n: {es: {caption: La sala.}}\n"
    )
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    public = folder.build()
    figure = public.html("rooms/index.html").select_one("main figure")
    assert figure.find("picture") is not None
    assert figure.find("figcaption").get_text() == "The front room. Bo Lee"
    assert public.html("es/rooms/index.html").select_one("figcaption").get_text() == "La sala. Bo Lee"


def test_the_credit_of_a_portrait_and_of_a_place_stands_beside_it_in_its_language(pictured):
    folder = pictured(
        archive="-- content/media/ana.yaml --\ncredit: 'Photograph: Bo <Lee>'\n"
        "-- content/media/room.yaml --\ncredit: Bo Lee\ni18n: {es: {credit: 'Foto: Bo Lee'}}\n"
    )
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    folder.edit("content/locations/downtown.yaml", "phone:", "photo: {file: media/room.jpg, alt: A room}\nphone:")
    public = folder.build()
    shown = {
        path: [(one.get("lang"), one.get_text()) for one in public.html(path).select(".hero .credit")]
        for path in (
            "providers/ana-diaz/index.html",
            "es/providers/ana-diaz/index.html",
            "es/locations/downtown/index.html",
            "index.html",
        )
    }
    assert list(shown.values()) == [
        [(None, "Photograph: Bo <Lee>")],
        [("en", "Photograph: Bo <Lee>")],
        [(None, "Foto: Bo Lee")],
        [],
    ]
    assert not public.html("es/rooms/index.html").select("figcaption [lang]")


def test_a_caption_in_another_language_than_its_page_says_so(pictured):
    folder = pictured(archive="-- content/media/room.yaml --\ncaption: The front room.\ncredit: Bo\n")
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    public = folder.build()
    words = public.html("es/rooms/index.html").select_one("figcaption")
    marked = [(one["lang"], one.get_text()) for one in words.select("[lang]")]
    assert marked == [("en", "The front room."), ("en", "Bo")]
    assert words.get_text() == "The front room. Bo"
    assert not public.html("rooms/index.html").select("figcaption [lang]")


def test_a_link_to_a_picture_leads_to_one_without_metadata(pictured):
    folder = pictured()
    folder.edit("content/pages/rooms.md", "![Chairs]", "[Chairs, large](media/room.jpg) ![Chairs]")
    public = folder.build()
    link = public.html("rooms/index.html").find("a", string="Chairs, large")["href"]
    assert re.fullmatch(r"/assets/room-900\.[0-9a-f]{12}\.jpg", link)
    assert opened(public.bytes(link.strip("/"))).size == (900, 600)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"x", "no picture"), (photograph()[:4000], "damaged"), (bomb(), "64,000,000 pixels")],
)
def test_a_broken_picture_stops_the_pages_and_names_its_file(pictured, data, words):
    folder = pictured(room=data)
    result = folder.try_build()
    assert not result.published
    assert [(one.code, one.path) for one in result.report.errors] == [("SRC001", "content/media/room.jpg")]
    assert words in result.report.errors[0].message
    put(folder, "room.jpg", photograph())
    os.utime(folder.root / "content/media/room.jpg", (1_700_000_001, 1_700_000_001))
    folder.build()


def test_a_build_without_new_pictures_opens_none(pictured, monkeypatch):
    folder = pictured()
    before = folder.build().tree()
    monkeypatch.setattr(looking, "look", lambda path: pytest.fail(f"looked at {path}"))
    monkeypatch.setattr("site_gen.pipeline.media.look", lambda path: pytest.fail(f"looked at {path}"))
    monkeypatch.setattr(making, "make", lambda order: pytest.fail(f"made {order}"))
    assert folder.build().tree() == before
    folder.edit("content/providers/ana-diaz.yaml", "looks after teeth", "mends teeth")
    folder.build()
    folder.edit("site.yaml", "Harbor Dental", "Harbor Teeth")
    folder.build()


def test_two_builds_of_two_folders_give_the_same_bytes(pictured, tmp_path):
    folder = pictured()
    first = folder.build().tree()
    shutil.copytree(folder.root, tmp_path / "other", ignore=shutil.ignore_patterns("public", ".site-gen"))
    other = SiteFolder(tmp_path / "other")
    for path in (other.root / "content/media").iterdir():
        os.utime(path, (1_600_000_000, 1_600_000_000))
    assert other.build(jobs=2).tree() == first
    shutil.rmtree(folder.root / ".site-gen")
    shutil.rmtree(folder.root / "public")
    assert folder.build().tree() == first


def test_a_picture_that_went_goes_from_output_and_cache(pictured):
    folder = pictured()
    folder.build()
    (folder.root / "content/media/room.jpg").unlink()
    (folder.root / "content/pages/rooms.md").unlink()
    assert not made(folder.build(), "room")
    put(folder, "new.jpg", photograph(3))
    folder.write("-- content/pages/new.md --\n---\ntitle: New\ndescription: New.\nnav: 1\n---\n![New](media/new.jpg)\n")
    folder.build()
    assert not list((folder.root / ".site-gen/pictures").glob("room-*"))


def test_a_tampered_picture_is_put_right(pictured):
    folder = pictured()
    before = folder.build().tree()
    (victim, *_) = (folder.root / "public/assets").glob("ana-208.*.jpg")
    victim.write_bytes(b"tampered")
    assert folder.build().tree() == before


def test_a_half_written_picture_of_a_killed_build_is_no_picture(pictured):
    folder = pictured()
    before = folder.build().tree()
    shutil.rmtree(folder.root / "public")
    cache = folder.root / ".site-gen/pictures"
    (victim, *_) = sorted(cache.iterdir())
    victim.rename(cache / f".{victim.name}.123")
    assert folder.build().tree() == before
    assert not [path for path in cache.iterdir() if path.name.startswith(".")]


def test_a_drawing_goes_out_as_it_is_with_its_size_on_the_page(site):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 40"><g/></svg>\n'
    folder = site(f"-- content/media/ana.svg --\n{drawing}")
    folder.edit("content/providers/ana-diaz.yaml", "bio:", "photo: {file: media/ana.svg, alt: Ana}\nbio:")
    public = folder.build()
    image = public.html(PAGE).select_one(".hero img")
    assert (image["width"], image["height"]) == ("30", "40")
    assert public.bytes(image["src"].strip("/")) == drawing.encode()
    assert public.html(PAGE).select_one("picture") is None
