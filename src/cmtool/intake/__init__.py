"""From the cells of a month's sheets to its book: every row read, refused or skipped, and each said with its place. Pure."""
