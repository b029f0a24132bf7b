"""Working lists from the book (maturities, collections, limits, visits …): one module for each, none yet."""
