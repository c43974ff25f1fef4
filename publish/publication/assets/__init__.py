"""What a publication is made with: styles, fonts, pictures, ICC profiles, printers, papers, layouts.

It takes paths and names, and gives what is known of them, or a diagnostic.
It may import ``base``.
"""
