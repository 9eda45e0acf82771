"""Reads a recording, a folder or the .zip file that tf1recorder writes, without TensorFlow."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FORMAT = 1


class Unreadable(Exception):
    """The file is no recording, or one of another version."""


@dataclass
class Pass:
    """One run of the program: what happened, in order.

    `events` are dicts with at least `kind` and `u` (updates so far); `variables` maps a key to name, shape, dtype and
    role of each variable, in order of creation.
    """

    name: str
    meta: dict[str, Any]
    events: list[dict[str, Any]]
    variables: dict[str, dict[str, Any]]
    files: list[dict[str, Any]]
    stdout: list[str]
    stderr: str
    read: Callable[[str], bytes | None] = field(repr=False, default=lambda name: None)

    @property
    def whole(self) -> bool:
        """Whether the program came to its own end, or to the wanted number of steps, without an error."""
        return self.meta.get("ended") in ("exit", "steps") and self.meta.get("exit", 0) in (0, None)

    def arrays(self, name: str) -> dict[str, Any]:
        """The numpy arrays of one snapshot ("initial0", "update1", ...) by variable key; empty where not kept."""
        data = self.read(f"arrays/{name}.npz")
        if data is None:
            return {}
        import numpy as np

        with np.load(io.BytesIO(data)) as file:
            names = json.loads(str(file["_names"]))
            return {key: file[f"a{number}"] for number, key in enumerate(names)}

    def graph(self, number: int) -> dict[str, Any] | None:
        """A graph that events name by number; None where it was not kept."""
        data = self.read(f"graphs/{number}.json")
        return None if data is None else json.loads(data)

    def initial_states(self) -> dict[str, list[float]]:
        """Sums of the first value of each variable."""
        found: dict[str, list[float]] = {}
        for event in self.events:
            if event["kind"] == "initial":
                for key, sums in event["state"].items():
                    found.setdefault(key, sums)
        return found

    def initial_arrays(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in self._snapshots():
            for key, array in self.arrays(name).items():
                found.setdefault(key, array)
        return found

    def _snapshots(self) -> list[str]:
        names, known = [], 0
        for event in self.events:
            if event["kind"] == "initial":
                for key in event["state"]:
                    graph = key.split("/")[0]
                    names.append(f"initial{graph}")
                names += [f"initial{known}", f"initial{known + len(event['state'])}"]
                known += len(event["state"])
        return list(dict.fromkeys(names))


def from_folder(folder: Path) -> Pass:
    """One pass from the folder that the recorder wrote."""

    def read(name: str) -> bytes | None:
        path = folder / name
        return path.read_bytes() if path.exists() else None

    return _pass(folder.name, read)


def load(path: Path) -> dict[str, Pass]:
    """The passes of a .zip file by name ("float32", and perhaps "float64" and "noise"). Raises Unreadable."""
    try:
        archive = zipfile.ZipFile(path)
        names = set(archive.namelist())
    except (OSError, zipfile.BadZipFile) as error:
        raise Unreadable(f"{path} is no recording: {error}") from None

    def reader(folder: str) -> Callable[[str], bytes | None]:
        return lambda name: archive.read(f"{folder}/{name}") if f"{folder}/{name}" in names else None

    folders = {name.split("/")[0] for name in names if name.endswith("/meta.json")}
    if not folders:
        raise Unreadable(f"{path} is no recording: it has no meta.json")
    return {folder: _pass(folder, reader(folder)) for folder in sorted(folders)}


def _pass(name: str, read: Callable[[str], bytes | None]) -> Pass:
    meta = json.loads(read("meta.json") or b"{}")
    if meta.get("format", FORMAT) != FORMAT:
        raise Unreadable(f"the recording has format {meta['format']}, this version reads {FORMAT}")
    lines = (read("events.jsonl") or b"").decode("utf-8").split("\n")
    events = []
    for line in lines:
        try:
            events.append(json.loads(line))
        except ValueError:  # the last line of a program that was killed
            continue
    variables = {entry["name"]: entry for entry in json.loads(read("variables.json") or b"[]")}
    return Pass(
        name,
        meta,
        events,
        variables,
        json.loads(read("files.json") or b"[]"),
        (read("stdout") or b"").decode("utf-8", "replace").splitlines(),
        (read("stderr") or b"").decode("utf-8", "replace"),
        read,
    )
