"""Makes the fonts in assets/fonts: the letters that readers need and the weights that the style sheets use.

Run it with a Python that has `fonttools` and `brotli`, and with npm, when a newer release of a font is wanted:

    python scripts/make_fonts.py

Latin, Cyrillic and Greek use the fonts of the reader's system. Arabic and Ethiopic letters are missing on some
systems or hard to read there, so those two come along, each loaded only where its script occurs (assets/css/fonts.css).
The licence of each font lies beside it and is published with it, as the licence wants.
"""

import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "assets" / "fonts"

_WEIGHTS = "wght=400:700"

# The consonants that Tigrinya and Amharic write, each in its eight orders, and those with a rounded vowel, which have
# gaps. Without numerals and the letters of other languages: they would weigh as much as half of the rest.
_CONSONANTS = "ሀለሐመሠረሰሸቀቐበቨተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ"
_ROUNDED = "ቈቘኈኰዀጐ"
_ETHIOPIC = {
    *(ord(letter) + order for letter in _CONSONANTS for order in range(8)),
    *(ord(letter) + order for letter in _ROUNDED for order in (0, 2, 3, 4, 5)),
    *range(0x1361, 0x1369),  # the punctuation
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Font:
    """One font: where it comes from and what of it is kept."""

    name: str
    package: str
    file: str
    characters: str
    """As the subsetter takes them: hexadecimal numbers with commas, or `*`."""


def _hexadecimal(characters: Iterable[int]) -> str:
    return ",".join(f"{character:X}" for character in sorted(characters))


_ALL = (
    # All letters of Arabic, Persian, Dari, Pashto, Kurdish and Urdu: the package has cut them out already.
    _Font(
        name="vazirmatn",
        package="@fontsource-variable/vazirmatn@5.3.0",
        file="files/vazirmatn-arabic-wght-normal.woff2",
        characters="*",
    ),
    _Font(
        name="noto-sans-ethiopic",
        package="@fontsource-variable/noto-sans-ethiopic@5.3.0",
        file="files/noto-sans-ethiopic-ethiopic-wght-normal.woff2",
        characters=_hexadecimal(_ETHIOPIC),
    ),
)


def main() -> None:
    """Fetch, cut and write every font and its licence."""
    for font in _ALL:
        with tempfile.TemporaryDirectory() as folder:
            _make(font, Path(folder))


def _make(font: _Font, folder: Path) -> None:
    packing = ["npm", "pack", "--silent", "--pack-destination", str(folder), font.package]
    subprocess.run(packing, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    cut, target = folder / "cut.woff2", FONTS / f"{font.name}.woff2"
    _run("fontTools.subset", folder / "package" / font.file, f"--output-file={cut}", f"--unicodes={font.characters}",
         "--flavor=woff2", "--layout-features=*", "--no-hinting", "--notdef-outline")  # fmt: skip
    # In this order: the packages' fonts lack variations of the sign for missing characters, which cutting adds.
    _run("fontTools.varLib.instancer", cut, _WEIGHTS, f"--output={target}", "--no-recalc-timestamp", "--quiet")
    licence = (folder / "package" / "LICENSE").read_text(encoding="utf-8")
    (FONTS / f"{font.name}.OFL.txt").write_text(licence, encoding="utf-8")
    print(f"{target.name}: {target.stat().st_size} bytes")


def _run(module: str, *arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", module, *map(str, arguments)], check=True)


if __name__ == "__main__":
    main()
