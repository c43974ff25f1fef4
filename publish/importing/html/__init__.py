"""HTML inside of Markdown, as Markdown.

It takes lines with HTML among them, and gives lines without; what paper does not have goes into the balance.
It may import ``importing/dialects`` and what that may import.
"""
