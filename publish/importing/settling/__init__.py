"""What our own reader and rules still refuse in an article that was converted, mended until they take it.

It takes the draft of an article, and gives the article of the model with what could not be mended.
It may import ``importing/dialects`` and what that may import.
"""
