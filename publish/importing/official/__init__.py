"""Official documents in what other programs have made: their heads, titles, feet and annexes, read into facts.

It takes the blocks of a text, and gives sources of the kind ``official``.
It may import ``importing/shaping``, ``importing/markdown`` and what is below ``importing``.
"""
