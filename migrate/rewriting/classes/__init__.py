"""Classes that hold a graph: their construction is read as a scope whose names are the attributes.

`lowering` writes such a class as a function, so that everything that is known of graphs in functions holds for it;
`raising` makes a class of what comes out: names that several functions use become attributes, functions methods.
"""

from migrate.rewriting.classes.lowering import Lowering, lower, lowerings
from migrate.rewriting.classes.raising import raised

__all__ = ["Lowering", "lower", "lowerings", "raised"]
