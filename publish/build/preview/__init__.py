"""The preview: what a publication looks like, in a browser of this machine, while it is being written.

It takes a project, and gives its pages, its EPUB and its findings anew with each change of its files.
It may import what ``build`` may.
"""
