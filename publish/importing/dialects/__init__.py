"""Markdown of other systems made into ours: fences, containers, shortcodes, HTML, links, front matter.

It takes the lines of an article with their places, and gives the text of ours; what it changes or leaves out goes into
the balance. Code is never touched. It may import ``importing``, ``editing`` and what is below it.
"""
