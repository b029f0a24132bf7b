"""The command line: options in, workflow, console out. No logic."""
