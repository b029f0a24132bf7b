"""Reports: an appraisal written down as workbooks whose figures a spreadsheet can recompute. Pure."""
