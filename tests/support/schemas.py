"""Writes the schemas that editors complete and check by: ``python -m tests.support.schemas``."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from publish.kinds.schemas import SCHEMAS
from tests.support.folders import ROOT

FOLDER = ROOT / "docs" / "schema"


def schema_file(name: str) -> Path:
    return FOLDER / f"{name}.schema.json"


def schema_text(name: str) -> str:
    return json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False) + "\n"


def as_json(value: Any) -> Any:
    """A value of TOML or YAML as editors hand it to a schema."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return [as_json(item) for item in value]
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    return value


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in SCHEMAS:
        schema_file(each).write_text(schema_text(each), encoding="utf-8")
