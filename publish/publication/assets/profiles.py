"""ICC profiles: where they are, what they hold, and what colours of one are in another."""

from __future__ import annotations

import functools
import zlib
from pathlib import Path

from publish.publication.assets.folders import bundled


@functools.lru_cache(maxsize=4)
def packed_profile(profile: Path) -> bytes:
    """Return an ICC profile as it stands in a file, deflated."""
    return zlib.compress(profile.read_bytes(), 6)


def bundled_profile(name: str) -> bytes:
    """Return a bundled ICC profile as it stands in a file, deflated."""
    return packed_profile(Path(bundled("styles"), name))
