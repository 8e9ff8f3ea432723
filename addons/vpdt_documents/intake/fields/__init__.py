"""Finding the fields of the register in the words of a paper."""
