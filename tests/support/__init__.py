"""What the tests share: the browser, the two checkers of finished pages, a server for built folders."""
