"""The policy language: what an institution may decide, as data with its arithmetic, wording and checks."""
