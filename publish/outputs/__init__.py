"""What is made of a publication: a folder for each output.

It takes what ``kinds`` and ``layout`` give of a publication, and gives the bytes of finished files.
It may import ``layout`` and what is below it.
"""
