"""Files written whole or not at all, for their owner's eyes only."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from generator.errors import OutputError

FILE_MODE = 0o600
FOLDER_MODE = 0o700

_PART = ".metalstamp-"
"""Names of half-made files, only where the file system has no nameless ones."""


def check(folder: Path) -> None:
    """Refuse a folder that can't be written, or can't be made, before any work is done.

    Raises `OutputError`.
    """
    if not os.path.lexists(folder):
        if not folder.parent.is_dir():
            raise OutputError("the output folder can't be made: its parent folder is missing")
        if not os.access(folder.parent, os.W_OK | os.X_OK):
            raise OutputError("the output folder can't be made: its parent can't be written")
    elif not folder.is_dir():
        raise OutputError("the output folder is a file; name a folder with --out")
    elif not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError("the output folder can't be written; choose another with --out")


def _prepare(folder: Path) -> bool:
    """Make the folder, 0700, if it is missing; returns whether it was.

    Sweeps half-made files that a killed run may have left.
    """
    check(folder)
    try:
        folder.mkdir(mode=FOLDER_MODE)
    except FileExistsError:
        for left_over in folder.glob(f"{_PART}*"):
            _forget(left_over)
        return False
    except OSError as error:
        raise OutputError(f"the output folder can't be made: {_reason(error)}") from None
    folder.chmod(FOLDER_MODE)  # whatever the umask took
    return True


def hand_over(folder: Path, contents: Sequence[tuple[str, bytes]], *, force: bool) -> None:
    """Write all files (name, bytes), each 0600, or none.

    A file that is already there with the same bytes stays as it is; any other is refused unless
    `force`.
    Nothing has a name in the folder before every byte of every file is on the disk.
    """
    made = _prepare(folder)
    new = [(name, data) for name, data in contents if not _same(folder / name, data)]
    if not force:
        for name, _ in new:
            if os.path.lexists(folder / name):
                raise OutputError(f"{name} exists; --force replaces it, --out writes elsewhere")
    done: list[Path] = []
    try:
        with ExitStack() as stack:
            parts = [(_written(folder, data, stack), folder / name) for name, data in new]
            for part, path in parts:
                _name(part, path, done)
    except OSError as error:
        for path in done:
            _forget(path)
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise OutputError(f"the files can't be written: {_reason(error)}") from None


def _same(path: Path, data: bytes) -> bool:
    """Whether the path is a plain file with these bytes and nobody else may read it."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size != len(data):
            return False
        return stat.S_IMODE(status.st_mode) == FILE_MODE and path.read_bytes() == data
    except OSError:
        return False


def _written(folder: Path, data: bytes, stack: ExitStack) -> int | Path:
    """The bytes on the disk without a name, as a file descriptor; else a half-made file's path."""
    try:
        descriptor = os.open(folder, os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, FILE_MODE)
        part: int | Path = descriptor
    except (AttributeError, OSError) as error:
        unsupported = (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL)
        if isinstance(error, OSError) and error.errno not in unsupported:
            raise
        part = folder / f"{_PART}{secrets.token_hex(8)}"
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        stack.callback(_forget, part)
    stack.callback(os.close, descriptor)
    os.fchmod(descriptor, FILE_MODE)
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)
    return part


def _name(part: int | Path, path: Path, done: list[Path]) -> None:
    """Give the bytes their name; a file that was there gives way in one step."""
    if isinstance(part, Path):
        existed = os.path.lexists(path)
        part.replace(path)
    else:
        existed = _link(part, path)
    if not existed:
        done.append(path)


def _link(descriptor: int, path: Path) -> bool:
    """Link a nameless file; returns whether it took the place of another."""
    # Without a folder descriptor Python calls link(), which does not follow /proc's symbolic link.
    source = f"/proc/self/fd/{descriptor}"
    proc = os.open("/", os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            os.link(source, path, src_dir_fd=proc, follow_symlinks=True)
        except FileExistsError:
            middle = path.with_name(f"{_PART}{secrets.token_hex(8)}")
            os.link(source, middle, src_dir_fd=proc, follow_symlinks=True)
            try:
                middle.replace(path)
            except OSError:
                _forget(middle)
                raise
            return True
        return False
    finally:
        os.close(proc)


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()
