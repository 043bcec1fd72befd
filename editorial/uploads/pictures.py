"""Pictures: decoded, turned upright and drawn again into a new file that carries nothing but the picture."""

import io
import re
import warnings
from typing import Any
from zipfile import is_zipfile

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from .refusals import PROGRAM, PROGRAM_STARTS, TWO_IN_ONE, CheckedFile, read_upload, refusal, shown_name

MOST_PIXELS = 25_000_000
LONGEST_SIDE = 2400
THUMBNAIL_WIDTH = 640
FORMATS = {
    "JPEG": ("jpg", "image/jpeg", {"quality": 85, "optimize": True, "progressive": True}),
    "PNG": ("png", "image/png", {}),  # "optimize" takes four times as long, for a thirtieth of the bytes
    "WEBP": ("webp", "image/webp", {"quality": 85, "method": 4}),
}
STOWAWAYS = re.compile(rb"%PDF-|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|(?i:<script|<html|<svg[\s>]|<\?php)")
SIGNATURE = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n|RIFF....WEBP", re.DOTALL)
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)

UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    ArithmeticError,
    EOFError,
    MemoryError,
    Image.DecompressionBombError,
)

NOT_A_PICTURE = _("This file is not a picture we can read. Please choose a JPEG, PNG or WebP file.")
TOO_MANY_PIXELS = _(
    "This picture has %(pixels)s million pixels; the limit is %(limit)s million. Please make it smaller and choose it again."
)
DAMAGED = _("This picture is damaged or incomplete. Please open it, save it again and choose the new file.")


def check_picture(upload: Any) -> CheckedFile:
    """Give an uploaded picture drawn anew, its longest side at most 2400, with a small version when it is wide.

    Raises ValidationError with a sentence for what is too large, no picture, damaged, or a picture with something inside.
    """
    content = read_upload(upload)
    if content.startswith(PROGRAM_STARTS):
        raise refusal(PROGRAM, "program")
    image = open_picture(content)
    kind = "JPEG" if image.format == "MPO" else image.format
    refuse_stowaways(content, kind)
    drawn = draw_again(image, kind)
    extension, content_type, options = FORMATS[kind]
    thumbnail = None
    if drawn.width > THUMBNAIL_WIDTH:
        small = drawn.copy()
        small.thumbnail((THUMBNAIL_WIDTH, LONGEST_SIDE), Image.Resampling.LANCZOS)
        thumbnail = written(small, kind, options)
    return CheckedFile(
        content=written(drawn, kind, options),
        extension=extension,
        content_type=content_type,
        name=shown_name(upload.name, extension),
        width=drawn.width,
        height=drawn.height,
        thumbnail=thumbnail,
    )


def open_picture(content: bytes) -> Image.Image:
    """Open a picture without decoding it; refuse what is none and what its header says is too large to decode."""
    try:
        with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
            image = Image.open(io.BytesIO(content), formats=tuple(FORMATS))
    except Image.DecompressionBombError:
        raise refusal(TOO_MANY_PIXELS, "too_many_pixels", pixels="> 150", limit=MOST_PIXELS // 1_000_000) from None
    except UNREADABLE:
        if SIGNATURE.match(content):
            raise refusal(DAMAGED, "damaged") from None
        raise refusal(NOT_A_PICTURE, "not_a_picture") from None
    pixels = image.width * image.height
    if pixels > MOST_PIXELS:
        raise refusal(TOO_MANY_PIXELS, "too_many_pixels", pixels=pixels // 1_000_000, limit=MOST_PIXELS // 1_000_000)
    return image


def draw_again(image: Image.Image, kind: str) -> Image.Image:
    """Decode a picture, turn it upright, shrink it, and paint it into a new one without metadata."""
    try:
        image.load()
        upright = ImageOps.exif_transpose(image)
        plain = in_screen_colours(upright, kind)
    except UNREADABLE:
        raise refusal(DAMAGED, "damaged") from None
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    drawn = Image.new(plain.mode, plain.size)
    drawn.paste(plain)
    return drawn


def in_screen_colours(image: Image.Image, kind: str) -> Image.Image:
    """Give a picture in grey, RGB or RGBA, its colours moved to those of screens, for its profile will not be kept."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda depth: depth / 256).convert("L")
    profile = image.info.get("icc_profile")
    has_alpha = image.mode in ("LA", "PA", "RGBA", "RGBa") or "transparency" in image.info
    mode = "L" if image.mode in ("1", "L") and not has_alpha else "RGBA" if has_alpha and kind != "JPEG" else "RGB"
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = "RGB" if image.mode == "CMYK" else image.mode
            image = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=target)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a wrong profile costs a shade, not the picture
    return image if image.mode == mode else image.convert(mode)


def refuse_stowaways(content: bytes, kind: str) -> None:
    """Refuse a picture after whose end another kind of file begins; what phones append there is simply left out."""
    tail = content[END_OF[kind](content) :]
    if tail and (tail.lstrip().startswith(PROGRAM_STARTS) or STOWAWAYS.search(tail) or is_zipfile(io.BytesIO(content))):
        raise refusal(TWO_IN_ONE, "two_in_one")


def end_of_jpeg(content: bytes) -> int:
    """Give the place just after the end marker of the first picture of a JPEG file; thumbnails in its header don't count."""
    at = 2
    while at + 4 <= len(content):
        marker = content[at + 1]
        if content[at] != 0xFF or marker == 0xD9:
            break
        if marker == 0xFF:
            at += 1
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == 0xDA:  # pixels follow, up to the next marker that is no restart
            found = NEXT_MARKER.search(content, at)
            at = found.start() if found else len(content)
    return min(at + 2, len(content))


def end_of_png(content: bytes) -> int:
    """Give the place just after the last chunk of a PNG file."""
    at = 8
    while at + 12 <= len(content):
        kind = content[at + 4 : at + 8]
        at += 12 + int.from_bytes(content[at : at + 4], "big")
        if kind == b"IEND":
            break
    return min(at, len(content))


def end_of_webp(content: bytes) -> int:
    """Give the place just after the RIFF block of a WebP file."""
    return min(8 + int.from_bytes(content[4:8], "little"), len(content))


END_OF = {"JPEG": end_of_jpeg, "PNG": end_of_png, "WEBP": end_of_webp}


def written(image: Image.Image, kind: str, options: dict[str, Any]) -> bytes:
    """Give a picture as the bytes of a file that says nothing else."""
    out = io.BytesIO()
    encode = image.save
    encode(out, kind, **options)
    return out.getvalue()
