"""The words everything else is said in: months, money, problems, tables, the book, workings, workbooks."""
