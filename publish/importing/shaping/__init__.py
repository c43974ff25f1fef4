"""Blocks that only have a look to an article of ours: crossheads, lists, captions, written, read back and balanced.

It takes the blocks of a file as a parser hands them on, each with its place, and gives a project with the balance of
every word. It may import ``importing``, ``reader`` and what is below them.
"""
