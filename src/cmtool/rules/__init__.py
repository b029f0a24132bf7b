"""The rules: a book, a policy and the past become an appraisal that keeps all its working. Pure."""
