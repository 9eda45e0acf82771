"""Runs a program before and after its migration, and says whether both compute the same."""
