"""Draws cards: a provider's facts as a picture for links that are shared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw

from site_gen.model.card import SIZES, Card, Form
from site_gen.model.media import Focus
from site_gen.pictures.crop import crop_box
from site_gen.pictures.lettering import Block, fit, font, is_covered
from site_gen.pictures.opening import develop, opened

_INK, _QUIET, _PAPER = (27, 36, 44), (82, 95, 105), (255, 255, 255)
_Color = tuple[int, int, int]
_FINE = 3
"""Round edges are drawn so many times larger."""
_GAP = 14


def draw_card(card: Card, form: Form, photo: Path | None = None, focus: Focus | None = None) -> Image.Image:
    """Give a card as a picture. `photo` is the original of the portrait; without one the initials stand in its place.

    What the font cannot write is left out.

    Raises:
        ValueError: the photograph cannot be read.
    """
    width, height = SIZES[form]
    accent = ImageColor.getrgb(card.color)[:3]
    image = Image.new("RGB", (width, height), _mixed(accent, _PAPER, 0.07))
    draw = ImageDraw.Draw(image)
    foot = height // 7 if form == "wide" else height // 11
    draw.rectangle((0, height - foot, width, height), fill=accent)
    _foot(draw, card, width, height, foot, _on(accent))
    across = form == "wide"
    margin = width // 15
    side = round(height * 0.52) if across else round(width * (0.6 if form == "story" else 0.46))
    has_portrait = bool(photo or card.initials)
    room = width - 2 * margin - (side + margin if across and has_portrait else 0)
    blocks = list(_blocks(card, room, {"wide": 1.0, "square": 1.0, "story": 1.3}[form]))
    text_height = sum(block.height for block, _ink in blocks) + _GAP * max(0, len(blocks) - 1)
    inner = height - foot
    if across:
        left, top = margin, (inner - side) // 2
        text_left, text_top = (left + side + margin if has_portrait else margin), (inner - text_height) // 2
    else:
        whole = text_height + (side + margin if has_portrait else 0)
        left, top = (width - side) // 2, (inner - whole) // 2
        text_left, text_top = margin, top + (side + margin if has_portrait else 0)
    if has_portrait:
        _portrait(image, (left, top), side, card, photo, focus, accent)
    for block, ink in blocks:
        for line in block.lines:
            start = text_left if across else text_left + (room - round(block.font.getlength(line))) // 2
            draw.text((start, text_top), line, font=block.font, fill=ink)
            text_top += block.line_height
        text_top += _GAP
    return image


def _blocks(card: Card, room: int, scale: float) -> Iterator[tuple[Block, _Color]]:
    rows = (
        (card.name, (68, 40), 2, True, _INK),
        (card.credentials, (36, 26), 1, False, _QUIET),
        (card.specialty, (40, 28), 2, False, _INK),
        (f"★ {card.rating}" if card.rating else "", (36, 24), 1, True, _INK),
    )
    for text, (most, least), lines, bold, ink in rows:
        if text and is_covered(text):
            sizes = round(most * scale), round(least * scale)
            yield fit(text, width=room, sizes=sizes, lines=lines, bold=bold), ink


def _foot(draw: ImageDraw.ImageDraw, card: Card, width: int, height: int, foot: int, ink: _Color) -> None:
    if card.site != card.name and is_covered(card.site):
        block = fit(card.site, width=width - width // 7, sizes=(38, 24), lines=1, bold=True)
        place = (width // 15, height - foot // 2)
        draw.text(place, block.lines[0], font=block.font, fill=ink, anchor="lm")


def _portrait(
    image: Image.Image,
    place: tuple[int, int],
    side: int,
    card: Card,
    photo: Path | None,
    focus: Focus | None,
    accent: _Color,
) -> None:
    if photo is not None:
        with opened(photo) as original:
            plain = develop(original, (side * 2, side * 2))
        paper = Image.new("RGB", plain.size, _PAPER)
        paper.paste(plain, mask=plain.getchannel("A") if plain.mode == "RGBA" else None)
        box = crop_box(paper.width, paper.height, 1, 1, focus)
        tile = paper.resize((side, side), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    else:
        tile = Image.new("RGB", (side, side), _mixed(accent, _PAPER, 0.2))
        if is_covered(card.initials):
            pen = ImageDraw.Draw(tile)
            letters, ink = font(round(side * 0.4), bold=True), _mixed(accent, (0, 0, 0), 0.8)
            pen.text((side / 2, side / 2), card.initials, font=letters, fill=ink, anchor="mm")
    mask = Image.new("L", (side * _FINE, side * _FINE), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, side * _FINE, side * _FINE), radius=side * _FINE // 9, fill=255)
    image.paste(tile, place, mask.resize((side, side), Image.Resampling.LANCZOS))


def _mixed(color: _Color, other: _Color, share: float) -> _Color:
    """Give a colour of which `share` is `color` and the rest `other`."""
    red, green, blue = (round(one * share + two * (1 - share)) for one, two in zip(color, other, strict=True))
    return red, green, blue


def _on(color: _Color) -> _Color:
    """Give white or dark, whichever reads better on a colour (WCAG 2.2, relative luminance)."""
    red, green, blue = ((part / 255) ** 2.2 for part in color)
    return _PAPER if 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.18 else _INK
