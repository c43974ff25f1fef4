"""Breaks: where the columns and pages of a document end, as the engine is to set them.

It takes what the engine lays out, and gives what stands for its own functions (``layout/engine/replacements.py``).
It may import ``base``.
"""
