"""An official document: its printed pages, measured by the rules of its regime, and its plain form for screens.

It takes an article whose front matter has the facts of the document, and gives bytes.
It may import what is below ``kinds``, and ``kinds/article`` for the screens.
"""
