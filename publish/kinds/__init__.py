"""What is published: a folder for each kind of publication.

Each takes a publication, and gives its settings, its checks, its printed pages and its screens.
It may import ``outputs`` and what is below it.
"""
