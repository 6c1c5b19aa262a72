"""`python -m intsite`."""

from intsite.cli import main

main()
