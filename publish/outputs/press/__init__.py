"""The press twin: colours, pictures and shadings in the inks of a press, marks around the page.

It takes pages as they were laid out for the screen, and gives PDF/X-4.
It may import ``outputs/pdf``, ``layout`` and what is below it.
"""
