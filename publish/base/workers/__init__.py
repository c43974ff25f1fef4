"""Processes that do heavy work within limits, and what goes to and fro between them.

They take functions with their arguments and give results, or a diagnostic where a limit was reached.
They import ``base`` alone.
"""
