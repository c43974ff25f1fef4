"""One structured text in; a press-ready PDF and a store-ready EPUB out, right for Vietnamese by construction."""

__version__ = "0.1.0"

DISTRIBUTION = "vietpublish"
"""What the package is called where it is installed from; ``publish`` is another project there."""
