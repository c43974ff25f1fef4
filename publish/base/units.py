"""Units of length, and how many of the one go into the other."""

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72
PX_PER_INCH = 96
"""Pixels of CSS, which are a length."""

POINTS_PER_MM = POINTS_PER_INCH / MM_PER_INCH
POINTS_PER_PX = POINTS_PER_INCH / PX_PER_INCH
MM_PER_PX = MM_PER_INCH / PX_PER_INCH
