"""The grade review as a workbook: one page before the meeting, one page for each person, one row to type a decision in."""
