"""Keeps the graphs of runs and functions beside the events, each once, for the proof that two are the same."""

import json
import os

from tf1recorder import graphs

# Larger graphs would take longer to write than a step takes; they are compared by their numbers alone.
_MOST_NODES = 20000


class Graphs(object):
    """Writes graphs/N.json into the folder of the recording; a graph that cannot be exported has no number."""

    def __init__(self, folder):
        self.folder = os.path.join(folder, "graphs")
        self.count = 0
        self.functions = {}  # id of a concrete function -> (number, the function, so that its identity stays its own)

    def run(self, graph, fetched, fed, key_of):
        """The number of the graph that a run of `fetched` executes when the tensors named `fed` are fed."""
        feeds = [graph.get_tensor_by_name(name) for name in fed]
        return self._write(lambda: graphs.of_run(fetched, feeds, key_of))

    def function(self, concrete, key_of):
        """The number of the graph of a concrete function."""
        if id(concrete) not in self.functions:
            self.functions[id(concrete)] = (self._write(lambda: graphs.of_function(concrete, key_of)), concrete)
        return self.functions[id(concrete)][0]

    def _write(self, export):
        try:
            found = export()
            nodes = len(found["nodes"]) + sum(len(body["nodes"]) for body in found["functions"].values() if body)
            if nodes > _MOST_NODES:
                return None
            text = json.dumps(found)
        except Exception:  # a proof is more than a recording needs
            return None
        if not os.path.isdir(self.folder):
            os.makedirs(self.folder)
        number = self.count
        self.count += 1
        with open(os.path.join(self.folder, "%d.json" % number), "w") as file:
            file.write(text)
        return number
