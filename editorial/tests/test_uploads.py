"""Uploaded files judged by what they contain."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from editorial.uploads import LARGEST_UPLOAD, check_document, check_picture

from .conftest import archive, picture

CONTENT_TYPES = "[Content_Types].xml"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def types(kind: str) -> str:
    """Give the list of parts of an Office file whose main part is of `kind`."""
    return f'<Types><Override PartName="/main.xml" ContentType="{kind}"/></Types>'


def docx(**more: str | bytes) -> dict[str, str | bytes]:
    """Give the members of a small Word file."""
    return {CONTENT_TYPES: types(f"{DOCX}.main+xml"), "word/document.xml": "<w/>", **more}


def odf(kind: str = "text", **more: str | bytes) -> dict[str, str | bytes]:
    """Give the members of a small OpenDocument file."""
    return {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>", **more}


def upload(content: bytes, name: str = "file") -> SimpleUploadedFile:
    """Give an uploaded file."""
    return SimpleUploadedFile(name, content)


def code_of(check, given) -> str:
    """Give the code of the refusal of a file, whose sentence must read as one."""
    with pytest.raises(ValidationError) as refused:
        check(given)
    (sentence,) = refused.value.messages
    assert sentence.endswith(".")
    return refused.value.code


def reopened(checked) -> Image.Image:
    """Give a checked picture as a reader's browser decodes it."""
    image = Image.open(io.BytesIO(checked.content))
    image.load()
    return image


def huge_png(width: int, height: int) -> bytes:
    """Give a PNG of a few bytes whose header announces very many pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_picture_keeps_its_kind_whatever_its_name(kind, extension):
    checked = check_picture(picture(kind, name="vacances.exe"))
    assert (checked.extension, checked.name, checked.width, checked.height) == (
        extension,
        f"vacances.{extension}",
        800,
        600,
    )
    assert reopened(checked).format == kind
    assert Image.open(io.BytesIO(checked.thumbnail)).width == 640


def test_a_picture_loses_its_metadata_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of somebody"
    exif.get_ifd(0x8825)[1] = "N"
    checked = check_picture(picture("JPEG", exif=exif, comment=b"Limoges"))
    image = reopened(checked)
    assert image.size == (600, 800)
    assert not image.getexif()
    assert b"Camera" not in checked.content
    assert b"Limoges" not in checked.content


def test_a_large_picture_is_made_smaller_and_a_small_one_has_no_small_version():
    assert reopened(check_picture(picture("JPEG", (3000, 1000)))).size == (2400, 800)
    assert check_picture(picture("PNG", (300, 300))).thumbnail is None


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_mode_of_a_png_is_drawn_again(mode):
    image = Image.radial_gradient("L").convert("RGBA" if mode == "P" else "L")
    image = (
        image.quantize(16)
        if mode == "P"
        else image.convert("I").convert("I;16")
        if mode == "I;16"
        else image.convert(mode)
    )
    out = io.BytesIO()
    image.save(out, "PNG")
    assert reopened(check_picture(upload(out.getvalue()))).mode in ("L", "RGB", "RGBA")


def test_a_cmyk_photograph_and_a_transparent_drawing_keep_their_looks():
    assert reopened(check_picture(picture("JPEG", mode="CMYK"))).mode == "RGB"
    assert reopened(check_picture(picture("WEBP", mode="RGBA"))).mode in ("RGB", "RGBA")


def test_what_a_telephone_appends_is_left_out():
    given = picture("JPEG").read()
    checked = check_picture(upload(given + b"\x00\x00\x00\x18ftypmp42" + b"\x01" * 400))
    assert b"ftyp" not in checked.content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not_a_picture"),
        (PDF, "not_a_picture"),
        (b"\xff\xd8\xff\xe0", "damaged"),
        (b"MZ\x90\x00", "program"),
        (huge_png(5001, 5000), "too_many_pixels"),
        (huge_png(60_000, 60_000), "too_many_pixels"),
        (huge_png(1000, 1000), "damaged"),
        (picture("PNG").read()[:-600], "damaged"),
        (picture("JPEG").read()[:2000], "damaged"),
        (picture("WEBP").read()[:900], "damaged"),
        (picture("JPEG").read() + archive({"a": "b"}).read(), "two_in_one"),
        (picture("PNG").read() + b"<script>alert(1)</script>", "two_in_one"),
        (picture("WEBP").read() + PDF, "two_in_one"),
        (picture("PNG").read() + b"MZ\x90\x00", "two_in_one"),
    ],
)
def test_pictures_refused(content, code):
    assert code_of(check_picture, upload(content, "photo.jpg")) == code


@pytest.mark.parametrize("check", [check_picture, check_document])
def test_the_limit_holds_whatever_size_is_stated(check):
    given = upload(b"a" * (LARGEST_UPLOAD + 1), "x.txt")
    assert code_of(check, given) == "too_large"
    given.size = 10
    assert code_of(check, given) == "too_large"


@pytest.mark.parametrize(
    ("given", "extension", "content_type"),
    [
        (upload(PDF, "a.doc"), "pdf", "application/pdf"),
        (archive(docx()), "docx", DOCX),
        (archive(odf()), "odt", "application/vnd.oasis.opendocument.text"),
        (archive(odf("spreadsheet")), "ods", "application/vnd.oasis.opendocument.spreadsheet"),
        (archive(odf("presentation")), "odp", "application/vnd.oasis.opendocument.presentation"),
        (upload("Été à Gérone".encode(), "a"), "txt", "text/plain"),
        (upload("Été;1".encode("cp1252"), "a.csv"), "csv", "text/csv"),
        (upload("Été".encode("utf-16"), "a.txt"), "txt", "text/plain"),
    ],
)
def test_documents_are_known_by_their_content(given, extension, content_type):
    checked = check_document(given)
    assert (checked.extension, checked.content_type) == (extension, content_type)
    assert checked.name.endswith(f".{extension}")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (upload(b"MZ\x90\x00" + b"\x00" * 60, "rapport.pdf"), "program"),
        (upload(b"\x7fELF\x02", "rapport.odt"), "program"),
        (upload(b"#!/bin/sh\nrm -rf /", "rapport.txt"), "program"),
        (upload(b"  <!DOCTYPE html><script>alert(1)</script>", "rapport.txt"), "not_a_document"),
        (upload(b"<svg onload=alert(1)>", "rapport.csv"), "not_a_document"),
        (upload(b"{\\rtf1 x}", "rapport.txt"), "not_a_document"),
        (upload(b"a\x00b", "rapport.txt"), "not_a_document"),
        (upload(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "rapport.doc"), "not_a_document"),
        (upload(picture("JPEG").read(), "rapport.pdf"), "not_a_document"),
        (upload(PDF[:-7], "rapport.pdf"), "damaged"),
        (upload(PDF.replace(b"<<>>", b"<</OpenAction<</S/JavaScript/JS(x)>>>>", 1), "a.pdf"), "macros"),
        (upload(PDF.replace(b"<<>>", b"<</S/Launch>>", 1), "a.pdf"), "macros"),
        (upload(PDF + archive({"a": "b"}).read() + b"%%EOF", "a.pdf"), "two_in_one"),
        (archive({"a.txt": "b"}), "not_a_document"),
        (archive({CONTENT_TYPES: types("application/vnd.ms-word.document.macroEnabled.main+xml")}), "macros"),
        (archive(docx(**{"word/vbaProject.bin": b"x"})), "macros"),
        (archive(odf(**{"Basic/Standard/Module1.xml": "x"})), "macros"),
        (archive(odf(**{"Scripts/python/x.py": "x"})), "macros"),
        (archive(docx(**{"word/embeddings/setup.exe": b"x"})), "program"),
        (archive(docx(), before=b"PK\x03\x04junk"), "two_in_one"),
        (archive(docx(), after=b"<script>alert(1)</script>"), "two_in_one"),
        (archive(odf("text-template")), "not_a_document"),
        (upload(archive(docx()).read()[:-30], "a.docx"), "damaged"),
        (archive(docx(**{"word/media/x": b"\0" * (201 * 1024 * 1024)})), "too_much_inside"),
    ],
)
def test_documents_refused(given, code):
    assert code_of(check_document, given) == code


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Users\\x\\Bilan 2016.txt.exe", "Bilan 2016.txt.txt"),
        ("", "file.txt"),
        (".txt", "file.txt"),
        ("a\x00\u202e<b>\ud800.txt", "ab.txt"),
        ("é" * 300, "é" * 150 + ".txt"),
    ],
)
def test_the_name_shown_is_harmless(given, shown):
    given_file = upload(b"x")
    given_file._name = given
    assert check_document(given_file).name == shown
