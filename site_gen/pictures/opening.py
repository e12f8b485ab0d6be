"""Opens a picture of unknown origin and makes it plain: upright, sRGB, RGB or RGBA, first frame, no metadata.

Sources: CIPA DC-008 (orientation), ICC.1 (profiles), IEC 61966-2-1 (sRGB).
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageCms, UnidentifiedImageError

MOST_PIXELS = 64_000_000
"""A picture of more would take hundreds of megabytes of memory."""
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP")
"""No format that runs another program or is a program."""
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_DEEP = ("I;16", "I;16L", "I;16B", "I;16N", "I")
_BRIGHT = 255
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """Give a picture whose pixels are not read yet.

    Raises:
        ValueError: no picture, damaged, or one of too many pixels; also while the picture is in use.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=_FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise ValueError(f"{image.width} x {image.height} pixels, more than {MOST_PIXELS:,} in all")
                yield image
    except Image.DecompressionBombError as error:
        raise ValueError(f"more than {MOST_PIXELS:,} pixels") from error
    except UnidentifiedImageError as error:
        raise ValueError("no picture that can be read") from error
    except ValueError:
        raise
    except Exception as error:  # decoders of damaged pictures raise anything
        raise ValueError(f"damaged: {error or type(error).__name__}") from error


def develop(image: Image.Image, most: tuple[int, int] | None = None) -> Image.Image:
    """Give the pixels, upright and in sRGB, as RGB, or as RGBA where parts can be seen through.

    With `most` a picture may come out smaller, but not below that size: it is then quicker.
    """
    profile = image.info.get("icc_profile")
    if most is not None:
        image.draft(None, most)
    image.load()
    turn = _TURNS.get(_orientation(image))  # asked after loading: some decoders turn the pixels themselves, and say so
    plain = _base_mode(image)
    if turn is not None:
        plain = plain.transpose(turn)
    plain = _in_srgb(plain, profile if isinstance(profile, bytes) else b"")
    if plain.mode == "RGBA" and plain.getchannel("A").getextrema() == (_BRIGHT, _BRIGHT):
        plain = plain.convert("RGB")
    plain.info = {}
    return plain


def is_moving(image: Image.Image) -> bool:
    """Tell whether a picture has more frames than the one that is shown."""
    return image.format != "MPO" and image.format != "TIFF" and getattr(image, "n_frames", 1) > 1


def _base_mode(image: Image.Image) -> Image.Image:
    """Give a picture in a mode that can be scaled and has a colour space: L, RGB, RGBA or CMYK."""
    if image.mode in _DEEP:
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode == "F":
        raise ValueError("pixels are floating-point numbers, which have no colour")
    if "transparency" in image.info or image.mode in ("LA", "La", "PA", "RGBa"):
        return image.convert("RGBA")
    if image.mode in ("L", "RGB", "RGBA", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _orientation(image: Image.Image) -> int:
    """Give how a picture is to be turned, 1 for not at all."""
    try:
        return int(image.getexif().get(_ORIENTATION) or 1)
    except Exception:  # metadata that does not parse says nothing
        return 1


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if image.mode in ("RGB", "RGBA") and "srgb" in ImageCms.getProfileDescription(source).lower():
                return image
            return ImageCms.profileToProfile(
                image,
                source,
                _SRGB,
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode=mode,
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            ) or image.convert(mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that does not belong to the pixels: they are shown as they are
    return image.convert(mode)
