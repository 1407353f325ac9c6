"""Files written whole or not at all, for their owner's eyes only.

Where the file system can (`O_TMPFILE`), bytes have no name until all of them are on the disk, so a
run that is killed leaves nothing.
Elsewhere they wait under a hidden name of ours, which a kill may leave behind.
So may a kill in the one step between naming a file and letting it take the place of an older one,
which only `force` takes.
Either is swept the next time that something is written to the folder.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.errors import OutputError

FILE_MODE = 0o600
FOLDER_MODE = 0o700

_PART = ".metalstamp-"
"""How the hidden names begin; sixteen hexadecimal digits follow."""

_PART_NAME = re.compile(re.escape(_PART) + "[0-9a-f]{16}")

_PROC = "/proc/self/fd"
"""Where Linux shows open files as links, by which a nameless one gets its name."""

_NO_NAMELESS = (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL)
"""What systems without nameless files answer."""

_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
"""What file systems without hard links answer."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Bytes that are all on the disk, held open; `path` only where they need a hidden name."""

    descriptor: int
    path: Path | None


@dataclass(frozen=True, slots=True, repr=False)
class _Taken:
    """A name given to a part, and the bytes of the file that had it before."""

    part: _Part
    path: Path
    former: bytes | None


def check(folder: Path) -> None:
    """Refuse a folder that can't be written, or can't be made, before any work is done.

    Raises `OutputError`.
    """
    if missing := _missing(folder):
        above = missing[0].parent
        if ".." in folder.relative_to(above).parts:
            raise OutputError("the output folder can't be made: leave .. out of its path")
        if not above.is_dir():
            raise OutputError("the output folder can't be made: a part of its path is no folder")
        if not os.access(above, os.W_OK | os.X_OK):
            raise OutputError("the output folder can't be made: its parent can't be written")
    elif folder.is_symlink() and not folder.exists():
        raise OutputError(
            "the output folder is a symbolic link that leads nowhere; name a folder with --out"
        )
    elif not folder.is_dir():
        raise OutputError("the output folder is no folder but a file; name a folder with --out")
    elif not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError("the output folder can't be written; choose another with --out")


def present(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that something in the folder has."""
    return tuple(name for name in names if os.path.lexists(folder / name))


def check_free(folder: Path, names: Iterable[str]) -> None:
    """Refuse, before there is anything to write, names that `hand_over` would need `force` for.

    Raises `OutputError`.
    """
    for name in present(folder, names):
        _refuse_taken(folder / name, force=False)


def hand_over(
    folder: Path, contents: Sequence[tuple[str, bytes]], *, force: bool
) -> frozenset[str]:
    """Write all files (name, bytes), each 0600, or none; missing folders are made, each 0700.

    Returns the names that were written: a file that is already there with the same bytes stays as
    it is.
    Any other is refused unless `force`, which replaces plain files, and symbolic links themselves.
    Nothing has a name in the folder before every byte of every file is on the disk, and a failure
    or a signal on the way takes back every name and folder and puts former bytes back.
    Raises `OutputError`.
    """
    made = _prepare(folder)
    try:
        new = [(folder / name, data) for name, data in contents if not _same(folder / name, data)]
        for path, _ in new:
            _refuse_taken(path, force=force)
        with ExitStack() as stack:
            parts = [(_written(folder, data, stack), path) for path, data in new]
            _name_all(parts, folder, force=force)
        return frozenset(path.name for path, _ in new)
    except BaseException as error:
        _unmake(made)
        if isinstance(error, OSError):
            raise OutputError(f"the files can't be written: {_reason(error)}") from None
        raise


def open_to_others(folder: Path) -> bool:
    """Whether other users may list, enter or change the folder."""
    return bool(stat.S_IMODE(folder.stat().st_mode) & 0o077)


def changed_by_others(folder: Path) -> bool:
    """Whether other users may remove and replace what is in the folder, whoever owns that.

    Who may write in a folder and enter it may do so, unless it is sticky, as /tmp is.
    """
    mode = stat.S_IMODE(folder.stat().st_mode)
    group, others = (mode & bits == bits for bits in (0o030, 0o003))
    return (group or others) and not mode & stat.S_ISVTX


def close_to_others(folder: Path) -> None:
    """Give a folder that is there, and ours, the mode of one that we would have made."""
    with suppress(OSError):
        if folder.stat().st_uid == os.geteuid() and open_to_others(folder):
            folder.chmod(FOLDER_MODE)


def _missing(folder: Path) -> list[Path]:
    """The folders that have to be made for this one to be there, outermost first."""
    return [path for path in (*reversed(folder.parents), folder) if not os.path.lexists(path)]


def _prepare(folder: Path) -> list[Path]:
    """Make the folder and those above it, each 0700, or sweep it; returns what was made."""
    check(folder)
    made: list[Path] = []
    try:
        for path in _missing(folder):
            made.append(path)  # noted first: a signal may come as soon as it is there
            try:
                path.mkdir(mode=FOLDER_MODE)
                _close(path)  # whatever the umask took
            except FileExistsError:
                made.pop()  # another run has just made it
    except BaseException as error:
        _unmake(made)
        if isinstance(error, OSError):
            raise OutputError(f"the output folder can't be made: {_reason(error)}") from None
        raise
    if folder not in made:
        _sweep(folder)
    return made


def _close(folder: Path) -> None:
    """Set the mode of a folder just made; of no other that somebody put a link to in its place."""
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        os.fchmod(here, FOLDER_MODE)
    finally:
        os.close(here)


def _unmake(made: Sequence[Path]) -> None:
    """Remove folders that were made, innermost first, but none that holds something."""
    for path in reversed(made):
        with suppress(OSError):
            path.rmdir()


def _sweep(folder: Path) -> None:
    """Remove what killed runs left: plain files with a name of ours, unless a run holds them."""
    with suppress(OSError):
        for path in [Path(entry) for entry in os.scandir(folder)]:
            if _PART_NAME.fullmatch(path.name):
                _sweep_one(path)


def _sweep_one(path: Path) -> None:
    with suppress(OSError), ExitStack() as stack:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
            return
        held = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        stack.callback(os.close, held)
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()


def _same(path: Path, data: bytes) -> bool:
    """Whether the path is a plain file with these bytes and nobody else may read it."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size != len(data):
            return False
        return stat.S_IMODE(status.st_mode) == FILE_MODE and path.read_bytes() == data
    except OSError:
        return False


def _refuse_taken(path: Path, *, force: bool) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
        raise OutputError(f"{path.name} is there and no plain file; --out writes elsewhere")
    if not force:
        raise OutputError(_exists(path))


def _exists(path: Path) -> str:
    return f"{path.name} exists; --force replaces it, --out writes elsewhere"


def _written(folder: Path, data: bytes, stack: ExitStack) -> _Part:
    """The bytes on the disk, open and locked, without a name if the file system can.

    The stack closes the file, and removes the hidden name if it still has one.
    """
    descriptor = _nameless(folder)
    path = None
    if descriptor is None:
        path = _hidden(folder)
        stack.callback(_forget, path)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
    stack.callback(os.close, descriptor)
    with suppress(OSError):  # some network file systems have no locks, and writing goes on
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.fchmod(descriptor, FILE_MODE)  # whatever the umask took
    if stat.S_IMODE(os.fstat(descriptor).st_mode) != FILE_MODE:
        raise OutputError(
            "the output folder's file system can't keep files from other users; "
            "choose another with --out"
        )
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)
    return _Part(descriptor, path)


def _nameless(folder: Path) -> int | None:
    """A new file without a name, open for writing; `None` where there is no such thing."""
    flag = getattr(os, "O_TMPFILE", None)  # Linux only
    if flag is None or not Path(_PROC).is_dir():
        return None
    try:
        return os.open(folder, flag | os.O_WRONLY | os.O_CLOEXEC, FILE_MODE)
    except OSError as error:
        if error.errno not in _NO_NAMELESS:
            raise
        return None


def _name_all(parts: Sequence[tuple[_Part, Path]], folder: Path, *, force: bool) -> None:
    """Give every part its name, or take all of them back."""
    taken: list[_Taken] = []
    try:
        for part, path in parts:
            # Noted first: a signal may come as soon as the name is there.
            taken.append(_Taken(part, path, _former(path) if force else None))
            if force and os.path.lexists(path):
                _replace(part, path)
            else:
                _link(part, path)
        _settle(folder)
    except BaseException:
        for each in reversed(taken):
            _take_back(each, folder)
        raise


def _former(path: Path) -> bytes | None:
    """The bytes that `force` is about to replace, to put them back if a later file fails."""
    with suppress(OSError):
        if stat.S_ISREG(path.lstat().st_mode):
            return path.read_bytes()
    return None


def _take_back(taken: _Taken, folder: Path) -> None:
    """Undo one naming; what stands there is left alone if it is not our part."""
    with suppress(OSError), ExitStack() as stack:
        if not os.path.samestat(os.fstat(taken.part.descriptor), taken.path.lstat()):
            return
        if taken.former is None:
            taken.path.unlink()
        else:
            _replace(_written(folder, taken.former, stack), taken.path)


def _link(part: _Part, path: Path) -> None:
    """Name a part where nothing of that name may be."""
    try:
        _link_anew(part, path)
    except FileExistsError:
        raise OutputError(_exists(path)) from None
    except OSError as error:
        if part.path is None or error.errno not in _NO_LINKS:
            raise
        part.path.replace(path)


def _replace(part: _Part, path: Path) -> None:
    """Name a part; a file that was there gives way in one step."""
    middle = part.path
    if middle is None:
        middle = _hidden(path.parent)
    try:
        if part.path is None:
            _link_anew(part, middle)
        middle.replace(path)
    except BaseException:
        _forget(middle)
        raise


def _link_anew(part: _Part, path: Path) -> None:
    if part.path is not None:
        os.link(part.path, path, follow_symlinks=False)
        return
    # Without a folder's descriptor Python calls link(), which doesn't follow /proc's symbolic link.
    proc = os.open(_PROC, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.link(str(part.descriptor), path, src_dir_fd=proc, follow_symlinks=True)
    finally:
        os.close(proc)


def _settle(folder: Path) -> None:
    """Have the new names on the disk too, where the file system can tell."""
    with suppress(OSError), ExitStack() as stack:
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        stack.callback(os.close, descriptor)
        os.fsync(descriptor)


def _hidden(folder: Path) -> Path:
    return folder / f"{_PART}{os.urandom(8).hex()}"


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()
