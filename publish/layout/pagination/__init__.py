"""Pagination: text on the baseline grid, and facing pages that end on one line.

It takes what the engine lays out, and gives what stands for its own functions (``layout/engine/replacements.py``).
It may import ``base``, and ``layout/engine`` what breaks lines.
"""
