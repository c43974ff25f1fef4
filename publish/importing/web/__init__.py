"""Saved pages, HTML that office programs write and mails, read into a project of ours.

It takes a file, and gives a project: the article in it by the marks that sites and schemas have for it, and what stood
around it in the balance. It may import ``importing``, ``reader`` and what is below them.
"""
