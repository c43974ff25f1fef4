"""Run the program as ``python -m publish``."""

from publish.cli import main

main()
