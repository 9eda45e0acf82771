"""tf.contrib.slim.model_analyzer: the sizes of a graph's variables and ops."""


def tensor_description(var):
    """`(float32_ref 5x5x1x32)`, for a tensor or a variable; ValueError for one of unknown rank."""
    sizes = ("?" if size is None else str(size) for size in var.shape.as_list())
    return f"({var.dtype.name} {'x'.join(sizes)})"


def analyze_ops(graph, print_info=False):
    """How many elements the outputs of a graph's ops have together; prints a line for each op where asked."""
    if print_info:
        print("---------\nOperations: name -> (type shapes) [size]\n---------")
    total = 0
    for op in graph.get_operations():
        size = sum(output.shape.num_elements() or 0 for output in op.outputs)
        if print_info:
            shapes = [tensor_description(output) for output in op.outputs if output.shape]
            print(op.name, "\t->", ", ".join(shapes), f"[{size}]")
        total += size
    return total


def analyze_vars(variables, print_info=False):
    """(elements, bytes) of variables together; prints a line for each where asked."""
    if print_info:
        print("---------\nVariables: name (type shape) [size]\n---------")
    total = memory = 0
    for var in variables:
        size = var.shape.num_elements() or 0
        total, memory = total + size, memory + size * var.dtype.size
        if print_info:
            print(var.name, tensor_description(var), f"[{size}, bytes: {size * var.dtype.size}]")
    if print_info:
        print(f"Total size of variables: {total}\nTotal bytes of variables: {memory}")
    return total, memory
