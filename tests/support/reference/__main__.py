"""Writes the man page and the reference of the manual: ``python -m tests.support.reference``."""

from __future__ import annotations

import sys

from tests.support.reference.files import reference_files
from tests.support.reference.wording import TABLE

files, wordings = reference_files()
for path, text in files.items():
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
for say in wordings:
    for text in sorted(say.missing):
        print(f"{TABLE.name} lacks {text!r}, which is printed in English", file=sys.stderr)
    for text in sorted(say.idle):
        print(f"{TABLE.name} has {text!r}, which nobody says any more", file=sys.stderr)
