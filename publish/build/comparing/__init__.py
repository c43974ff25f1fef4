"""The comparison of two finished files: which pages or chapters differ, and which have only moved.

It takes two PDFs or two EPUBs of any origin, and gives their differences as lines, JSON or a page of HTML.
It may import what ``build`` may, but nothing that makes files.
"""
