"""Units of length."""

POINTS_PER_MM = 72 / 25.4
