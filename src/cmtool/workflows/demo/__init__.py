"""A synthetic branch: who is in it, what they do over the months, and the workbooks that tell of it."""
