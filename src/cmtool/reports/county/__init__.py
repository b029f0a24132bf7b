"""What the head office prints of a month: who is missing, totals by branch, the league, problems and letters."""
