"""intsite: Markdown and YAML in Git become a county's multilingual integration portal."""

__version__ = "0.1.0"
