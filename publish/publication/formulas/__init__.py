"""Formulas: LaTeX turned into MathML or refused, drawn as paths, and said in words.

It takes the LaTeX of a formula, and gives a node of the model with all that paper and screens need of it. The libraries
come with the extra ``math`` and are imported when there is a formula. It may import the model, and ``base``.
"""
