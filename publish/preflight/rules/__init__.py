"""Rules over a finished PDF, a module for each thing that a page can have wrong.

They take what ``preflight/pdf`` reads, and give findings to the collector.
They may import ``preflight/pdf``, ``publication/assets`` and ``base``.
"""
