"""Small inputs for the importers, and an independent view of what a reader sees."""
