"""``cmtool grade-review``: the review's workbook from sealed months, and the decisions that come back in it."""
