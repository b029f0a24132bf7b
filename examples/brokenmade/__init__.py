"""What examples/broken is made of: a small sound workspace, and for each code the few files that make it broken."""
