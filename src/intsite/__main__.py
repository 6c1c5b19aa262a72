"""`python -m intsite`."""

from intsite.cli import run

if __name__ == "__main__":
    run()
