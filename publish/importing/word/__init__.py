"""Word files, ``.docx`` and ``.docm``, read part by part into a project of ours.

It takes a file, and gives a project whose every word stands in the balance; the census that proves it counts the words
of the file by itself. It may import ``importing``, ``reader`` and what is below them.
"""
