"""Filling: columns are spread so that they end on one line, within what a style allows.

It takes laid-out pages and moves what stands in their columns, and gives nothing back.
It may import ``layout``.
"""
