"""What is found in finished files, led back to the source and told as text, JSON, SARIF or HTML.

It takes findings, and gives reports.
It alone of ``preflight`` may import ``outputs`` and what is below.
"""
