"""What earlier builds have found out, kept in files that only save time.

A memo that is damaged, cut short, of another version of the program or of other inputs is as good as none, and so is
one that cannot be written. Each is a pickle of frozen values below a digest; what reads it makes nothing but such
values, so that a file from elsewhere can do no harm.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import os
import pickle
import sys
import sysconfig
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import astuple

from intsite.files import UNFINISHED, write_whole

_DIGEST = 16
_SHARE = 8
"""Of rows, one in so many may lie apart before all are written again."""
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that changes again has another time, on any disk."""
_LEFT_OVER = 3_600_000_000_000
"""Nanoseconds after which nobody goes on with a file that was not finished."""
_LATER = "-later"
_SHORT = 32
"""Length from which on texts are all different: digests, sentences."""
_PLAIN = {
    ("datetime", "date"), ("datetime", "datetime"), ("datetime", "time"), ("datetime", "timedelta"),
    ("markupsafe", "Markup"),
}  # fmt: skip

_Value = TypeVar("_Value")


class Memo:
    """The memos of a folder; without one, nothing is known and nothing kept.

    What a folder lacks is looked for in `other`, which stays as it is. For a process that builds again and again what
    was read stays in memory as long as its file looks the same (`is_kept`).
    """

    def __init__(self, folder: Path | None, other: Memo | None = None, *, is_kept: bool = False) -> None:
        self._folder = folder
        self._other = other
        self._values: dict[str, tuple[Stamp | None, str, Any]] | None = {} if is_kept else None
        """What was read, by name, with how its file looked and with its key; None where nothing stays."""
        self._packed: dict[bytes, Any] = {}

    def get(self, name: str, key: str) -> Any:  # noqa: ANN401  whatever was put
        """What was put under a name, if that was with the same key; otherwise None."""
        found = self._read(name, key)
        return self._other.get(name, key) if found is None and self._other else found

    def _read(self, name: str, key: str) -> Any:  # noqa: ANN401  whatever was put
        if self._folder is None:
            return None
        look = stamp(self._folder / name) if self._values is not None else None
        if look and self._values and self._values.get(name, ())[:2] == (look, key):
            return self._values[name][2]
        try:
            content = (self._folder / name).read_bytes()
            digest, packed = content[:_DIGEST], memoryview(content)[_DIGEST:]
            found = load(packed) if digest == _digest(name, key, packed) else None
        except Exception:  # noqa: BLE001  whatever a damaged file leads to
            return None
        if self._values is not None:
            self._values[name] = look, key, found
        return found

    def unpacked(self, packed: bytes) -> Any:  # noqa: ANN401  whatever was packed
        """`load`, which is not done again for the same bytes where values stay."""
        if self._values is None:
            return load(packed)
        if packed not in self._packed:
            self._packed[packed] = load(packed)
        return self._packed[packed]

    def once(self, name: str, key: str, make: Callable[[], _Value]) -> _Value:
        """What was put under a name with the same key, or what `make` makes now."""
        known: _Value | None = self.get(name, key)
        if known is None:
            known = make()
            self.put(name, key, known)
        return known

    def put(self, name: str, key: str, value: object) -> bool:
        """Keep a value, and say whether that was possible; whoever looks sees the old one or the new one, whole."""
        if self._folder is None:
            return False
        try:
            self._make(self._folder)
            packed = dump(value)
            write_whole(self._folder / name, _digest(name, key, packed) + packed)
        except OSError:
            return False
        return True

    def rows(self, name: str, key: str) -> dict[Any, Any]:
        """What `put_rows` was given under a name with the same key, row by row the latest."""
        return {**(self.get(name, key) or {}), **(self.get(_later(name), key) or {})}

    def put_rows(self, name: str, key: str, changed: Mapping[Any, Any], names: Collection[Any]) -> None:
        """Keep rows that have changed; of all others those stay that are among `names`.

        A few lie in a file beside the others, which is written in no time. Two builds at once may mix theirs: each row
        has to say itself what it was made of.
        """
        later = {**(self.get(_later(name), key) or {}), **changed}
        if len(later) * _SHARE < len(names):
            self.put(_later(name), key, later)
            return
        rows = {**self.rows(name, key), **changed}
        self.put(name, key, {row: rows[row] for row in names if row in rows})
        self.put(_later(name), key, {})

    def prune(self, kept: Mapping[str, Collection[str]]) -> None:
        """Throw away what is called after something that is no more: of `entry-office.one` and the like, these stay.

        Another build that looks for it meanwhile finds nothing, as it may at any time.
        """
        now = time.time_ns()
        for file in self._folder.iterdir() if self._folder and self._folder.is_dir() else ():
            family, _, name = file.name.removesuffix(_LATER).partition("-")
            look = stamp(file) if file.name.endswith(UNFINISHED) else None
            if name not in kept.get(family, (name,)) or (look and look.changed + _LEFT_OVER < now):
                with contextlib.suppress(OSError):
                    file.unlink()

    @staticmethod
    def _make(folder: Path) -> None:
        """Make the folder, in which Git sees nothing whatever a repository ignores."""
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")


NO_MEMO = Memo(None)


def _later(name: str) -> str:
    return f"{name}{_LATER}"


def _digest(name: str, key: str, packed: bytes | memoryview) -> bytes:
    """With the name: another memo with the same key is no better in its place than any other file."""
    digest = hashlib.blake2b(f"{program()}\0{name}\0{key}\0".encode(), digest_size=_DIGEST)
    digest.update(packed)
    return digest.digest()


def dump(value: object) -> bytes:
    """Frozen values to bytes."""
    packed = io.BytesIO()
    _Pickler(packed, protocol=5).dump(value)
    return packed.getvalue()


def load(packed: bytes | memoryview) -> Any:  # noqa: ANN401  whatever was packed
    """Bytes to frozen values; raises anything for bytes that are no such values."""
    return _Unpickler(io.BytesIO(packed)).load()


class _Pickler(pickle.Pickler):
    """Packs a frozen value as its type and fields: read again sooner than what it says of itself."""

    def persistent_id(self, value: object) -> str | None:
        """A short text, which may stand in thousands of values, such as the name of a fact: see `_Unpickler`."""
        return value if type(value) is str and len(value) < _SHORT else None

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401  pickle's signature
        if isinstance(value, MappingProxyType):
            return _mapping, (dict(value),)
        return (_made, (type(value), *astuple(value))) if isinstance(value, Struct) else NotImplemented


class _Unpickler(pickle.Unpickler):
    """Makes frozen values of this program and plain ones, and nothing else of it is run."""

    persistent_load = staticmethod(sys.intern)
    """Of equal short texts one is kept."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  pickle's signature
        return _known(module, name)


@functools.cache
def _known(module: str, name: str) -> Any:  # noqa: ANN401  a type, or what makes values of one
    if module.startswith("intsite."):
        import_module(module)  # a command that only reads what another has found out may not have needed it so far
    found = getattr(sys.modules.get(module), name, None)
    is_own = module.startswith("intsite.") and isinstance(found, type) and _is_value(found)
    if is_own or (module, name) in _PLAIN or found is _made or found is _mapping:
        return found
    message = f"{module}.{name}"
    raise pickle.UnpicklingError(message)


def _made(kind: type[Struct], *values: object) -> Struct:
    """A frozen value of these fields."""
    return kind(**dict(zip(kind.__struct_fields__, values, strict=True)))


def _mapping(items: dict[object, object]) -> MappingProxyType[object, object]:
    return MappingProxyType(items)


def _is_value(found: type) -> bool:
    if issubclass(found, Struct):
        return found.__struct_config__.frozen
    return issubclass(found, tuple) and hasattr(found, "_fields")


@functools.cache
def program() -> str:
    """Changes with the program's own files, with Python and with the libraries that are installed."""
    folder = Path(__file__).parent
    files = [file for file in sorted(folder.rglob("*.*")) if file.suffix != ".pyc"]
    libraries = [stamp(sysconfig.get_path(name)) for name in ("purelib", "platlib")]
    return digest_of(sys.version, folder, [(file.name, stamp(file)) for file in files], libraries)


def digest_of(*values: object) -> str:
    """A digest of what values look like (`repr`)."""
    return hashlib.blake2b("\0".join(map(repr, values)).encode(), digest_size=_DIGEST).hexdigest()


class Stamp(NamedTuple):
    """How a file looks from outside."""

    changed: int
    """Nanoseconds."""
    size: int
    number: int
    """Of the file on its disk."""

    def is_settled(self, now: int) -> bool:
        """Whether the file, seen at `now`, cannot change any more without looking different."""
        return self.changed + _SETTLED < now


def stamp(file: str | os.PathLike[str]) -> Stamp | None:
    """How a file looks; None where there is none."""
    try:
        found = os.stat(file)  # noqa: PTH116  a path for each of thousands of files costs more than the question
    except OSError:
        return None
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino)


def content_digest(files: Iterable[Path]) -> str:
    """A digest of what stands in files, and of their paths; raises `OSError`."""
    digest = hashlib.blake2b(digest_size=_DIGEST)
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
