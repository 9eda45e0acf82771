"""`dataset_from_files`: several inputs, each in several files, read in slices through memory maps."""

import os
import zipfile

import numpy as np

from compat.errors import BatchMismatch, TooManyCorrupt


def dataset_from_files(
    inputs,
    batch_size,
    *,
    drop_remainder=False,
    skip_corrupt=0,
    deadline=None,
    name=None,
):
    """A tf.data.Dataset of batches from .npy and .npz files, with no file read whole.

    Args:
        inputs: nested structure of tuples and dicts; each leaf is a path, a list of paths whose arrays follow one
            another along the first axis, or (for .npz) ``"file.npz:key"``. All leaves have the same number of rows.
        batch_size: rows in a batch.
        drop_remainder: leave out the last batch where it is smaller.
        skip_corrupt: how many sets of files (the n-th file of every leaf) may be left out because one of them cannot
            be read; more raise `compat.TooManyCorrupt`. What was left out is in ``dataset.report()["skipped"]``.
        deadline: seconds to wait for one batch.

    Returns a dataset with the structure of ``inputs``: arrays [batch, ...] of the files' dtypes. Compressed .npz
    members cannot be mapped and are read one at a time, forwards only. Raises BatchMismatch where files of one leaf
    differ in dtype or row shape, or leaves in their number of rows.
    """
    from compat import generators, signatures

    if batch_size < 1:
        raise ValueError(f"batch_size must be positive, got {batch_size}")
    structure = signatures.rebuild(_marked(inputs), iter([None] * _count(inputs)))
    columns = [_paths(leaf) for leaf in _leaves(inputs)]
    counts = {len(c) for c in columns}
    if len(counts) != 1:
        raise BatchMismatch(f"the inputs have different numbers of files: {[len(c) for c in columns]}")
    sets = list(zip(*columns, strict=True))
    good, skipped = [], []
    for number, paths in enumerate(sets):
        try:
            good.append((paths, _heads(paths)))
        except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile) as error:
            skipped.append((paths, error))
            if len(skipped) > skip_corrupt:
                raise TooManyCorrupt(
                    f"{len(skipped)} corrupt sets of files, {skip_corrupt} allowed; the last is number {number}, "
                    f"{paths}: {error!r}",
                    skipped,
                ) from error
    if not good:
        raise BatchMismatch("there is no readable file")
    dtypes, rows = _check(good)

    def batches():
        yield from _batches(good, batch_size, drop_remainder, structure)

    import tensorflow as tf

    first = batch_size if drop_remainder else None
    specs = [tf.TensorSpec([first, *shape], tf.as_dtype(dtype)) for dtype, shape in zip(dtypes, rows, strict=True)]
    signature = signatures.rebuild(structure, iter(specs))
    source = generators.Source(batches, signature, deadline, "thread", 2, None, (), 0, 1, name or "files", reuses=False)
    source.skipped.extend(skipped)
    return source.dataset()


def _marked(inputs):
    """The structure with plain strings as leaves, so that lists of paths are not taken for structure."""
    if isinstance(inputs, tuple):
        return tuple(_marked(i) for i in inputs)
    if isinstance(inputs, dict):
        return {k: _marked(v) for k, v in inputs.items()}
    return ""


def _leaves(inputs):
    if isinstance(inputs, tuple):
        return [leaf for part in inputs for leaf in _leaves(part)]
    if isinstance(inputs, dict):
        return [leaf for key in sorted(inputs, key=repr) for leaf in _leaves(inputs[key])]
    return [inputs]


def _count(inputs):
    return len(_leaves(inputs))


def _paths(leaf):
    if isinstance(leaf, (str, os.PathLike)):
        return [os.fspath(leaf)]
    paths = [os.fspath(p) for p in leaf]
    if not paths:
        raise ValueError("an input has no files")
    return paths


def _split(path):
    base, colon, key = path.rpartition(":")
    return (base, key) if colon and base.endswith(".npz") else (path, None)


def _member(path):
    """(file, member) of a .npz path; the only member where none is named."""
    file, key = _split(path)
    with zipfile.ZipFile(file) as archive:
        names = [n for n in archive.namelist() if n.endswith(".npy")]
        if key is None:
            if len(names) != 1:
                raise ValueError(f"{file} holds {[n[:-4] for n in names]}: say which, as {file}:name")
            return file, archive.getinfo(names[0])
        return file, archive.getinfo(key + ".npy")


def _read_head(stream):
    version = np.lib.format.read_magic(stream)
    reader = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, fortran, dtype = reader(stream)
    if dtype.hasobject:
        raise ValueError("it holds Python objects")
    return shape, fortran, dtype


def _head(path):
    """(shape, dtype) of an array in a file; raises where the file is cut short."""
    if not _split(path)[0].endswith(".npz"):
        with open(path, "rb") as f:
            shape, _, dtype = _read_head(f)
            needed = f.tell() + int(np.prod(shape, dtype=np.int64)) * dtype.itemsize
        if os.path.getsize(path) < needed:
            raise ValueError(f"{path} is cut short: {os.path.getsize(path)} of {needed} bytes")
    else:
        file, info = _member(path)
        with zipfile.ZipFile(file) as archive, archive.open(info) as f:
            shape, _, dtype = _read_head(f)
    if not shape:
        raise ValueError(f"{path} holds a single number, not rows")
    return shape, dtype


def _heads(paths):
    heads = [_head(p) for p in paths]
    if len({shape[0] for shape, _ in heads}) != 1:
        raise ValueError(f"numbers of rows differ: {dict(zip(paths, [s[0] for s, _ in heads], strict=True))}")
    return heads


def _check(good):
    dtypes = [d for _, d in good[0][1]]
    rows = [s[1:] for s, _ in good[0][1]]
    for paths, heads in good:
        for i, (shape, dtype) in enumerate(heads):
            if dtype != dtypes[i] or shape[1:] != rows[i]:
                raise BatchMismatch(
                    f"{paths[i]} has rows {dtype}{list(shape[1:])}, {good[0][0][i]} has {dtypes[i]}{list(rows[i])}",
                    got=f"{dtype}{list(shape[1:])}",
                    expected=f"{dtypes[i]}{list(rows[i])}",
                )
    return dtypes, rows


class _Mapped:
    """Rows of an uncompressed array, each slice mapped for itself so that no more than it stays in memory."""

    def __init__(self, path):
        if _split(path)[0].endswith(".npz"):
            self._file, info = _member(path)
            with open(self._file, "rb") as f:  # the array lies in the archive as it is
                f.seek(info.header_offset + 26)
                name, extra = np.frombuffer(f.read(4), "<u2")
                f.seek(info.header_offset + 30 + int(name) + int(extra))
                self._shape, self._fortran, self._dtype = _read_head(f)
                self._start = f.tell()
        else:
            self._file = path
            with open(path, "rb") as f:
                self._shape, self._fortran, self._dtype = _read_head(f)
                self._start = f.tell()
        self._row = int(np.prod(self._shape[1:], dtype=np.int64)) * self._dtype.itemsize

    def rows(self, start, stop):
        if self._fortran:
            whole = np.memmap(self._file, self._dtype, "r", self._start, self._shape, "F")
            return np.array(whole[start:stop])
        shape = (stop - start, *self._shape[1:])
        if 0 in shape:
            return np.empty(shape, self._dtype)
        part = np.memmap(self._file, self._dtype, "r", self._start + start * self._row, shape)
        return np.array(part)


class _Streamed:
    """Rows of a compressed array, forwards only."""

    def __init__(self, path):
        file, info = _member(path)
        self._archive = zipfile.ZipFile(file)
        self._stream = self._archive.open(info)
        self._shape, fortran, self._dtype = _read_head(self._stream)
        if fortran:
            raise ValueError(f"{path} is compressed and in Fortran order; save it in C order")
        self._row = int(np.prod(self._shape[1:], dtype=np.int64)) * self._dtype.itemsize

    def rows(self, start, stop):
        data = self._stream.read((stop - start) * self._row)
        return np.frombuffer(data, self._dtype).reshape(stop - start, *self._shape[1:])


def _open(path):
    if _split(path)[0].endswith(".npz") and _member(path)[1].compress_type != zipfile.ZIP_STORED:
        return _Streamed(path)
    return _Mapped(path)


def _batches(good, size, drop_remainder, structure):
    from compat import signatures

    parts, have = None, 0
    for paths, heads in good:
        arrays = [_open(p) for p in paths]
        total, at = heads[0][0][0], 0
        while at < total:
            take = min(size - have, total - at)
            rows = [a.rows(at, at + take) for a in arrays]
            at += take
            parts = [[r] for r in rows] if parts is None else [p + [r] for p, r in zip(parts, rows, strict=True)]
            have += take
            if have == size:
                yield signatures.rebuild(structure, iter(_joined(parts)))
                parts, have = None, 0
    if have and not drop_remainder:
        yield signatures.rebuild(structure, iter(_joined(parts)))


def _joined(parts):
    return [p[0] if len(p) == 1 else np.concatenate(p) for p in parts]
