"""Writes the schemas that editors complete and check by: ``python -m tests.support.schemas``."""

from __future__ import annotations

import json
from pathlib import Path

from publish.kinds.schemas import SCHEMAS
from tests.support.folders import ROOT

FOLDER = ROOT / "docs" / "schema"


def schema_file(name: str) -> Path:
    return FOLDER / f"{name}.schema.json"


def schema_text(name: str) -> str:
    return json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in SCHEMAS:
        schema_file(each).write_text(schema_text(each), encoding="utf-8")
