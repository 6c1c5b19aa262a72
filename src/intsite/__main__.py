"""`python -m intsite`."""

from intsite.cli import main

if __name__ == "__main__":
    main()
