"""The publication: the model of an article, ``publish.toml``, and the assets that both name.

It takes a folder, and gives a frozen project; of articles it knows only their nodes.
It may import ``vietnamese`` and ``base``.
"""
