"""What official documents are made of: the keys of their front matter, their named types, the regimes they follow.

It takes nothing, and gives data that reading, importing and the kind of that name share.
It may import what stands in ``publication`` beside it, and ``base``.
"""
