"""Where the tests find what they read."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECTS = ROOT / "tests" / "projects"
GOLDEN = ROOT / "tests" / "golden"
CASES = ROOT / "tests" / "cases"
RULES = ROOT / "tests" / "rules"
SEED = ROOT / "tests" / "seed" / "lang-son-2020.txt"
ANATOMY = PROJECTS / "anatomy"
"""The sample with every element."""
