"""``cmtool batch``: one command for every branch of a county."""
