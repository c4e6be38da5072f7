"""How tensors and lines are written, so that every golden file looks the same."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

Json = dict[str, Any]

MAX_FILE_BYTES = 1_000_000
"""Below the 1 MiB a part may have."""


def tensor(values: np.ndarray, integers: bool = False) -> Json:
    """Exact integers are written as numbers, for the eye; everything else bit for bit as base64."""
    values = np.ascontiguousarray(values, dtype="<f4")
    shape = list(values.shape)
    if integers and is_integral(values):
        return {"shape": shape, "data": [int(v) for v in values.ravel()]}
    return {"shape": shape, "base64": base64.b64encode(values.tobytes()).decode("ascii")}


def is_integral(values: np.ndarray) -> bool:
    """Whether float32 holds every value as an exact integer."""
    return bool(np.all(np.isfinite(values)) and np.all(np.abs(values) < 2**24) and np.all(values == np.round(values)))


def write_lines(folder: Path, name: str, lines: Iterable[Json], numbered: bool = False) -> list[Path]:
    """Writes one object a line into `name.jsonl`, or into as many `name-N.jsonl` as the size limit asks for."""
    parts: list[list[bytes]] = [[]]
    size = 0
    for line in lines:
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        if size + len(text) > MAX_FILE_BYTES and parts[-1]:
            parts.append([])
            size = 0
        parts[-1].append(text)
        size += len(text)
    if len(parts) > 1 and not numbered:
        raise ValueError(f"{name} does not fit into one file")
    for old in [folder / f"{name}.jsonl", *folder.glob(f"{name}-[0-9]*.jsonl")]:
        old.unlink(missing_ok=True)
    paths = [folder / (f"{name}-{n}.jsonl" if numbered else f"{name}.jsonl") for n in range(1, len(parts) + 1)]
    for path, part in zip(paths, parts, strict=True):
        path.write_bytes(b"".join(part))
    return paths
