"""Content from elsewhere to a county's repository: one module or folder per system, and what they share."""
