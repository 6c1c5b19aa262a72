"""Pictures: nothing of what the camera knew, in the sizes and encodings that readers' devices need."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from intsite.images import WIDTHS, prepare
from intsite.pictures import Rendition, UnreadablePictureError
from support.counties import Built, county, words

GPS = 34853
ORIENTATION = 274
DESCRIPTION = 270
PLACE = b"ZUHAUSE-IM-GARTEN"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><photoshop:City>' + PLACE + b"</photoshop:City></x:xmpmeta>"


def photograph(width: int = 2000, height: int = 1000, encoding: str = "JPEG", orientation: int = 1) -> bytes:
    """A picture as a telephone makes it: with the place, a comment and a description in it."""
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[DESCRIPTION] = PLACE.decode()
    exif[ORIENTATION] = orientation
    exif[GPS] = {1: "N", 2: (50.0, 12.0, 0.0), 3: "E", 4: (11.0, 24.0, 0.0)}
    buffer = io.BytesIO()
    extra = {"comment": PLACE} if encoding == "JPEG" else {}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture.save(buffer, encoding, exif=exif, xmp=XMP, icc_profile=profile, **extra)
    return buffer.getvalue()


def opened(rendition: Rendition) -> Image.Image:
    return Image.open(io.BytesIO(rendition.content))


@pytest.mark.parametrize("encoding", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_where_a_picture_was_taken_is_published(encoding: str) -> None:
    content = photograph(encoding=encoding)
    with Image.open(io.BytesIO(content)) as taken:
        assert taken.getexif().get_ifd(GPS), "the picture of this test has no place"
    picture = prepare(content, encoding)
    for rendition in (picture.whole, *picture.others):
        published = opened(rendition)
        assert dict(published.getexif()) == {}
        assert not {"exif", "xmp", "comment", "icc_profile"} & set(published.info)
        assert PLACE not in rendition.content


def test_a_picture_stands_upright_although_the_note_about_it_is_gone() -> None:
    assert prepare(photograph(600, 300, orientation=6), "JPEG").whole.height == 600


def test_a_wide_picture_comes_in_every_width_and_never_wider() -> None:
    picture = prepare(photograph(), "JPEG")
    compact = [one for one in picture.others if one.encoding in {"AVIF", "WEBP"}]
    assert [one.width for one in compact] == list(WIDTHS)
    assert [one.width for one in picture.others if one.encoding == "JPEG"] == list(WIDTHS[:-1])
    assert (picture.whole.width, picture.whole.height) == (1600, 800)
    assert all(opened(one).size == (one.width, one.height) for one in (picture.whole, *picture.others))
    assert all(one.width == 2 * one.height for one in picture.others)


def test_a_small_picture_is_not_enlarged() -> None:
    assert {one.width for one in prepare(photograph(300, 150), "JPEG").others} == {300}


def test_the_same_picture_gives_the_same_bytes() -> None:
    content = photograph(700, 350)
    assert prepare(content, "JPEG") == prepare(content, "JPEG")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_odd_kinds_of_pixels_can_be_shown(mode: str) -> None:
    encoding = "JPEG" if mode == "CMYK" else "PNG"
    buffer = io.BytesIO()
    ground = Image.new("I;16", (40, 20), 40000) if mode == "I;16" else Image.new("RGBA", (40, 20)).convert(mode)
    ground.save(buffer, encoding)
    picture = prepare(buffer.getvalue(), encoding)
    assert all(opened(one).size == (40, 20) for one in (picture.whole, *picture.others))
    if mode == "I;16":
        assert opened(picture.whole).convert("L").getpixel((0, 0)) == pytest.approx(156, abs=2)


def test_what_is_transparent_stays_so() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (40, 20)).save(buffer, "PNG")
    picture = prepare(buffer.getvalue(), "PNG")
    assert {opened(one).mode for one in (picture.whole, *picture.others)} == {"RGBA"}


@pytest.mark.parametrize("encoding", ["WEBP", "PNG"])
def test_a_picture_that_moves_keeps_moving_and_has_a_still_one_for_who_does_not_want_that(encoding: str) -> None:
    frames = [Image.new("RGB", (60, 30), colour) for colour in ("red", "green", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, encoding, save_all=True, append_images=frames[1:], duration=200, loop=2)
    picture = prepare(buffer.getvalue(), encoding)
    assert getattr(opened(picture.whole), "n_frames", 1) == 3
    assert picture.others == ()
    assert picture.still is not None
    assert getattr(opened(picture.still), "n_frames", 1) == 1


@pytest.mark.parametrize("content", [b"", b"no picture", photograph()[:2000], b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00junk"])
def test_a_damaged_picture_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadablePictureError):
        prepare(content, "JPEG")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    entry = "content/guides/arriving/"
    frames = [Image.new("RGB", (60, 30), colour) for colour in ("red", "blue")]
    moving = io.BytesIO()
    frames[0].save(moving, "WEBP", save_all=True, append_images=frames[1:])
    text = "![Eingang](door.jpg)\n\n![Flur](hall.jpg)\n\n## Plan {#plan}\n\n![Weg](moving.webp)"
    files: dict[str, str | bytes] = {
        f"{entry}de.md": words("Ankommen", text, front='images:\n  front.jpg: {alt: "Haus"}\n'),
        f"{entry}facts.yaml": "images:\n  - file: front.jpg\n",
        f"{entry}moving.webp": moving.getvalue(),
        **{f"{entry}{name}.jpg": photograph() for name in ("door", "hall", "front")},
    }
    return county(tmp_path_factory.mktemp("county"), files).build()


def test_every_picture_says_its_size_and_offers_smaller_files(built: Built) -> None:
    page = built.page("de/guides/arriving/")
    assert page.all("//main//img/@width") == ["1600", "1600", "60", "1600"]
    assert page.all("//main//img/@height") == ["800", "800", "30", "800"]
    sources = page.all("//main//picture/source[@type]/@srcset")
    assert len(sources) == 3
    for written in (*sources, *page.all("//main//img/@srcset")):
        candidates = [candidate.split(" ") for candidate in written.split(", ")]
        assert [width for _, width in candidates] == ["480w", "960w", "1600w"]
        for address, width in candidates:
            file = (built.folder / "de/guides/arriving" / address).resolve()
            assert Image.open(io.BytesIO(file.read_bytes())).width == int(width.removesuffix("w"))


def test_only_the_first_picture_above_the_first_heading_loads_at_once(built: Built) -> None:
    page = built.page("de/guides/arriving/")
    assert page.all("//main//img[not(@loading)]/@alt") == ["Eingang"]
    assert page.all("//main//img[@loading='lazy']/@alt") == ["Flur", "Weg", "Haus"]


def test_readers_who_want_no_movement_get_the_still_picture(built: Built) -> None:
    page = built.page("de/guides/arriving/")
    still = page.one("//source[@media='(prefers-reduced-motion: reduce)']/@srcset")
    assert Path(still).name == "moving.webp.still.png"
    assert (built.folder / "de/guides/arriving" / still).exists()


def test_no_published_picture_knows_where_it_was_taken(built: Built) -> None:
    pictures = {path: content for path, content in built.files().items() if path.startswith("media/")}
    assert len(pictures) == 3 * 6 + 2
    assert [path for path, content in pictures.items() if PLACE in content or b"Exif" in content] == []
