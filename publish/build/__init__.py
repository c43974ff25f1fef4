"""The way from ``source/`` to ``dist/``: jobs, what is up to date, rendering, acceptance, archives.

It takes a project and the articles that are asked for, and gives finished files with what was found in them.
It may import everything but ``cli``.
"""
