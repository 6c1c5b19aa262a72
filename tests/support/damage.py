"""What may happen to the files that builds remember by: lost, cut short, spoilt, mixed up, or of an earlier day."""

import random
import shutil
from pathlib import Path


class Damage:
    """Does something to the memos in a folder, or to a page of a published site."""

    def __init__(self, memos: Path, public: Path | None, chance: random.Random) -> None:
        self._memos = memos
        self._pages = public
        self._chance = chance
        self._earlier: dict[str, bytes] = {}

    def remember(self) -> None:
        """Take the memos as they are now for those of an earlier day, sometimes."""
        if self._memos.is_dir() and self._chance.random() < 0.3:
            self._earlier = {file.name: file.read_bytes() for file in sorted(self._memos.iterdir())}

    def __call__(self) -> str:
        """Do it, and say what."""
        ways = (self._lose_all, self._bring_back, self._spoil_page, *[self._harm] * 5)
        return self._chance.choice(ways)()

    def _lose_all(self) -> str:
        shutil.rmtree(self._memos, ignore_errors=True)
        return "no memo"

    def _bring_back(self) -> str:
        """Some of them, or all."""
        names = sorted(self._earlier)
        kept = self._chance.sample(names, self._chance.choice((len(names), len(names) // 2)))
        for name in kept:
            (self._memos / name).write_bytes(self._earlier[name])
        return f"{len(kept)} memos of an earlier build"

    def _spoil_page(self) -> str:
        """By hand, or it is gone."""
        pages = sorted(self._pages.rglob("*.html")) if self._pages else []
        if not pages:
            return "no page spoilt"
        page = self._chance.choice(pages)
        page.write_bytes(page.read_bytes()[::-1]) if self._chance.random() < 0.5 else page.unlink()
        return f"spoilt {page}"

    def _harm(self) -> str:
        """One file: cut short, a byte changed, gone, or another in its place."""
        files = sorted(self._memos.glob("*"))
        if not files:
            return "nothing to harm"
        file = self._chance.choice(files)
        content = bytearray(file.read_bytes()) or bytearray(b" ")
        place = self._chance.randrange(len(content))
        match self._chance.choice(("cut", "changed", "gone", "another")):
            case "cut":
                file.write_bytes(content[:place])
            case "changed":
                content[place] ^= 1 + self._chance.randrange(255)
                file.write_bytes(content)
            case "gone":
                file.unlink()
            case _:
                file.write_bytes(self._chance.choice(files).read_bytes())
        return f"harmed {file.name}"
