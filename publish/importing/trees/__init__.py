"""Folders of other systems: what each says of its contents, and the articles and pictures in them.

It takes a folder, and gives a project with its balance; nothing outside of the folder is read.
It may import ``importing``, ``editing`` and what is below it.
"""
