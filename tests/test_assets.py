"""Style sheets and scripts under names that change with them, pictures without what nobody should know."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from intsite.assets import STYLE, Assets, Medium, collect, media
from intsite.images import WIDTHS
from intsite.parse import Entry
from intsite.problems import Problem
from support.counties import county, words

LARGEST_WIDTH = WIDTHS[-1]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40.4 30"/>'


def write(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def texts(assets: Assets) -> dict[str, str]:
    """Published files by their paths in the source."""
    published = {output.path: output.content.decode() for output in assets.outputs}
    return {path: published[url] for path, url in assets.urls.items()}


# --- style sheets and scripts


def test_a_name_changes_with_the_content_and_only_then(tmp_path: Path) -> None:
    def url(text: str) -> str:
        return collect([write(tmp_path, {"fonts/a.txt": text})], []).urls["fonts/a.txt"]

    assert url("one") == url("one")
    assert url("one") != url("two")
    assert url("one").startswith("assets/fonts/a.")
    assert url("one").endswith(".txt")


def test_a_script_imports_others_by_their_published_names_and_changes_with_them(tmp_path: Path) -> None:
    files = {"js/main.mjs": 'import { a } from "./lib/a.mjs";\nconst b = import("../other.mjs");\n', "other.mjs": "1;"}
    first = collect([write(tmp_path, {**files, "js/lib/a.mjs": "export const a = 1;\n"})], [])
    names = {path: url.rpartition("/")[2] for path, url in first.urls.items()}
    assert texts(first)["js/main.mjs"] == (
        f'import {{ a }} from "./lib/{names["js/lib/a.mjs"]}";\nconst b = import("../{names["other.mjs"]}");\n'
    )
    second = collect([write(tmp_path, {"js/lib/a.mjs": "export const a = 2;\n"})], [])
    assert first.urls["js/main.mjs"] != second.urls["js/main.mjs"], "browsers must not mix old and new"


def test_style_sheets_are_one_file_in_the_order_of_their_layers_print_last(tmp_path: Path) -> None:
    sheets = {"print": "p{}", "layout": "l{}", "base": "b{}", "tokens": "t{}", "layers": "@layer a;", "extra": "e{}"}
    assets = write(tmp_path / "assets", {f"css/{name}.css": text for name, text in sheets.items()})
    templates = write(
        tmp_path / "templates", {"components/z/z.css": "z{}", "components/b/b.css": "bb{}", "components/b/b.html": ""}
    )
    made = collect([assets], [templates])
    assert texts(made)[STYLE].split("\n") == ["@layer a;", "t{}", "b{}", "l{}", "e{}", "bb{}", "z{}", "p{}"]
    assert [output.path for output in made.outputs] == [made.urls[STYLE]]


def test_style_sheets_are_published_without_comments_and_indents(tmp_path: Path) -> None:
    sheet = "/* why\n   so */\na {\n  content: '/* shown */';\n\n  color: red; /* and why */\n}\n"
    assets = write(tmp_path / "assets", {"css/base.css": sheet})
    style = next(output for output in collect([assets], []).outputs if output.path.startswith("assets/css/"))
    assert style.content.decode() == "a {\ncontent: '/* shown */';\ncolor: red; \n}\n"


def test_style_sheets_name_fonts_and_pictures_by_their_published_names(tmp_path: Path) -> None:
    files = {
        "css/base.css": '@font-face{src:url("../fonts/a.woff2")} a{background:url(data:image/png;base64,AA==)}',
        "fonts/a.woff2": "font",
    }
    made = collect([write(tmp_path, files)], [])
    name = made.urls["fonts/a.woff2"].rpartition("/")[2]
    assert texts(made)[STYLE] == (
        f'@font-face{{src:url("../fonts/{name}")}} a{{background:url(data:image/png;base64,AA==)}}'
    )


def test_an_earlier_folder_wins_file_by_file(tmp_path: Path) -> None:
    ours = write(tmp_path / "ours", {"images/logo.svg": "ours", "icons/own.svg": "<svg>own</svg>"})
    theirs = write(
        tmp_path / "theirs", {"images/logo.svg": "theirs", "images/x.svg": "x", "icons/book.svg": "<svg>book</svg>"}
    )
    made = collect([ours, theirs], [])
    assert texts(made) == {"images/logo.svg": "ours", "images/x.svg": "x", STYLE: ""}
    assert made.icons == {"own": "<svg>own</svg>", "book": "<svg>book</svg>"}


def test_files_of_systems_are_not_published(tmp_path: Path) -> None:
    assert set(collect([write(tmp_path, {"images/.DS_Store": "x", ".hidden": "x"})], []).urls) == {STYLE}


# --- media beside entries


def picture(mode: str = "RGB", size: tuple[int, int] = (8, 4), **colours: int | tuple[int, ...]) -> Image.Image:
    """A picture whose left half is of another colour than the right."""
    made = Image.new(mode, size, colours.get("right", 0))
    ImageDraw.Draw(made).rectangle((0, 0, size[0] // 2 - 1, size[1]), fill=colours.get("left", 255))
    return made


def encoded(image: Image.Image, encoding: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, encoding, **options)
    return buffer.getvalue()


Publish = Callable[[str, bytes], tuple[Medium | None, bytes, tuple[Problem, ...]]]


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Publishes one file beside an entry."""

    def run(name: str, content: bytes) -> tuple[Medium | None, bytes, tuple[Problem, ...]]:
        made = county(tmp_path, {f"content/pages/a/{name}": content, "content/pages/a/de.md": words("A")})
        entries: list[Entry] = list(made.site().entries.values())
        found, outputs, problems = media(tmp_path, entries)
        medium = found.get(("content/pages/a", name))
        published = {output.path: output.content for output in outputs}
        return medium, published.get(medium.url if medium else "", b""), problems

    return run


def test_a_photo_loses_where_and_when_it_was_taken_and_stands_upright(publish: Publish) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter, as telephones write it
    exif[0x010F] = "Camera of Person X"
    exif.get_ifd(0x8825)[1] = "N"  # the place
    photo = encoded(picture(size=(8, 4)), "JPEG", exif=exif, comment=b"Camera of Person X")
    assert b"Camera" in photo
    medium, content, _ = publish("photo.jpg", photo)
    assert medium
    assert (medium.width, medium.height) == (4, 8)
    assert medium.bytes == len(content)
    assert b"Camera" not in content
    assert b"Exif" not in content
    with Image.open(io.BytesIO(content)) as shown:
        assert (shown.size, dict(shown.getexif())) == ((4, 8), {})


def test_a_wide_picture_is_scaled_down_and_a_small_one_is_not(publish: Publish) -> None:
    wide, _, _ = publish("wide.png", encoded(picture(size=(LARGEST_WIDTH * 2, 10)), "PNG"))
    small, _, _ = publish("small.webp", encoded(picture(size=(30, 10)), "WEBP"))
    assert wide
    assert small
    assert (wide.width, wide.height) == (LARGEST_WIDTH, 5)
    assert (small.width, small.height) == (30, 10)


@pytest.mark.parametrize("size", [(8, 4), (LARGEST_WIDTH * 2, 4)])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "P transparent", "L", "LA", "1"])
def test_a_picture_keeps_its_colours_and_its_transparency(publish: Publish, mode: str, size: tuple[int, int]) -> None:
    whole = picture("RGB", size, left=(255, 0, 0), right=(0, 0, 255))
    image = whole.quantize(4) if mode.startswith("P") else whole.convert(mode, dither=Image.Dither.NONE)
    options = {"transparency": image.getpixel((0, 0))} if "transparent" in mode else {}
    drawn = encoded(image, "PNG", **options)
    _, content, problems = publish("diagram.png", drawn)
    assert not problems
    with Image.open(io.BytesIO(content)) as found, Image.open(io.BytesIO(drawn)) as wanted:
        for place in (0.1, 0.9):
            pixels = [image.convert("RGBA").getpixel((int(image.width * place), 0)) for image in (found, wanted)]
            is_invisible = [isinstance(pixel, tuple) and pixel[3] == 0 for pixel in pixels]
            assert pixels[0] == pixels[1] or all(is_invisible), place


def test_a_photo_for_printing_becomes_one_for_screens(publish: Publish) -> None:
    _, content, _ = publish("print.jpg", encoded(Image.new("CMYK", (4, 4), (0, 0, 0, 0)), "JPEG"))
    with Image.open(io.BytesIO(content)) as shown:
        assert shown.mode == "RGB"
        assert shown.getpixel((0, 0)) == (255, 255, 255)


def test_drawings_and_documents_are_published_as_they_are(publish: Publish) -> None:
    medium, content, _ = publish("plan.svg", SVG.encode())
    assert (medium, content) == (
        Medium(url="media/pages/a/plan.svg", bytes=len(SVG), width=40, height=30),
        SVG.encode(),
    )
    medium, content, _ = publish("flyer.pdf", b"%PDF-1.7")
    assert (medium, content) == (Medium(url="media/pages/a/flyer.pdf", bytes=8), b"%PDF-1.7")


@pytest.mark.parametrize("content", [b"", b"This is no picture.", encoded(picture(), "PNG")[:40]])
def test_a_damaged_picture_is_a_problem_at_its_file(publish: Publish, content: bytes) -> None:
    medium, _, (found,) = publish("seal.png", content)
    assert medium is None
    assert (found.code, found.span.path) == ("unreadable-picture", "content/pages/a/seal.png")


def test_a_picture_is_the_same_bytes_every_time(publish: Publish) -> None:
    content = encoded(picture(size=(50, 50)), "JPEG")
    assert publish("a.jpg", content) == publish("a.jpg", content)
