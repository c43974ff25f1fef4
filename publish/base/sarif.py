"""Write what was found as a SARIF 2.1.0 log (OASIS), which code hosts and editors read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from publish import __version__
from publish.base.diagnostics import Severity, short_path

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_log(results: Sequence[Mapping[str, Any]], descriptions: Mapping[str, str]) -> str:
    """Return a log.

    Args:
        results: What was found, each with its ``ruleId``.
        descriptions: What each rule is about, by its name.
    """
    names = sorted({result["ruleId"] for result in results})
    rules = [{"id": name, "shortDescription": {"text": descriptions.get(name, name)}} for name in names]
    driver = {"name": "publish", "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_with_index(result, names.index(result["ruleId"])) for result in results],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def artifact(path: Path) -> dict[str, str]:
    """Return the location of a file."""
    return {"uri": quote(short_path(path), errors="surrogateescape")}  # a name may be any bytes


def _with_index(result: Mapping[str, Any], index: int) -> dict[str, Any]:
    """Return a result with the place of its rule in the log, behind the rule's name."""
    return {"ruleId": result["ruleId"], "ruleIndex": index, **result}
