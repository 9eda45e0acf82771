"""tf.contrib.opt: optimizers from outside TensorFlow, which run a session for each value of the loss they ask for."""

import numpy as _np
import tensorflow as _tf

_v1 = _tf.compat.v1


class ExternalOptimizerInterface:
    """Packs variables into one vector for an optimizer that `_minimize` of a subclass calls.

    Args:
        loss: scalar tensor.
        var_list: variables to change; all trainable ones of the graph by default.
        equalities, inequalities: scalar tensors that are held at 0, or at 0 and above.
        var_to_bounds: {variable: (low, high)}, each broadcast to the variable's shape; None or an infinity is no bound.
        optimizer_kwargs: handed to `_minimize`.
    """

    def __init__(self, loss, var_list=None, equalities=None, inequalities=None, var_to_bounds=None, **optimizer_kwargs):
        self._loss = loss
        self._equalities = list(equalities or [])
        self._inequalities = list(inequalities or [])
        self._vars = _v1.trainable_variables() if var_list is None else list(var_list)
        self._packed_bounds = None if var_to_bounds is None else _bounds(self._vars, var_to_bounds)
        self._values = [_v1.placeholder(variable.dtype.base_dtype, variable.shape) for variable in self._vars]
        self._updates = [variable.assign(value) for variable, value in zip(self._vars, self._values, strict=True)]
        self._packed_loss_grad = self._gradient(loss)
        self._equality_grads = [self._gradient(tensor) for tensor in self._equalities]
        self._inequality_grads = [self._gradient(tensor) for tensor in self._inequalities]
        self._packed_var = _pack(self._vars)
        sizes = [variable.shape.num_elements() for variable in self._vars]
        ends = _np.cumsum(sizes).tolist()
        self._packing_slices = [slice(end - size, end) for size, end in zip(sizes, ends, strict=True)]
        self.optimizer_kwargs = optimizer_kwargs

    def minimize(
        self, session=None, feed_dict=None, fetches=None, step_callback=None, loss_callback=None, **run_kwargs
    ):
        """Runs the optimizer to its end and gives the variables the values that it found.

        Args:
            session: the default session if None.
            feed_dict: for every run.
            fetches: tensors whose values `loss_callback` gets, one argument each, whenever the loss was computed.
            step_callback: called with the packed variables, float [n], after each step of the optimizer.
            run_kwargs: more arguments of the run that writes the result.
        """
        session = session or _v1.get_default_session()
        feed_dict = feed_dict or {}
        fetches = list(fetches or [])

        def computing(tensors, callback=None):
            def compute(x):
                values = session.run(tensors + fetches, {**self._as_fed(x), **feed_dict})
                if callback is not None:
                    callback(*values[len(tensors) :])
                return values[: len(tensors)]

            return compute

        found = self._minimize(
            initial_val=session.run(self._packed_var),
            loss_grad_func=computing([self._loss, self._packed_loss_grad], loss_callback),
            equality_funcs=[computing([tensor]) for tensor in self._equalities],
            equality_grad_funcs=[computing([tensor]) for tensor in self._equality_grads],
            inequality_funcs=[computing([tensor]) for tensor in self._inequalities],
            inequality_grad_funcs=[computing([tensor]) for tensor in self._inequality_grads],
            packed_bounds=self._packed_bounds,
            step_callback=step_callback or (lambda x: None),
            optimizer_kwargs=self.optimizer_kwargs,
        )
        session.run(self._updates, dict(zip(self._values, self._unpacked(found), strict=True)), **run_kwargs)

    def _minimize(
        self,
        initial_val,
        loss_grad_func,
        equality_funcs,
        equality_grad_funcs,
        inequality_funcs,
        inequality_grad_funcs,
        packed_bounds,
        step_callback,
        optimizer_kwargs,
    ):
        """The best vector [n]; the functions take a vector [n] and give a list of arrays."""
        raise NotImplementedError("a subclass of ExternalOptimizerInterface implements _minimize()")

    def _unpacked(self, x):
        pairs = zip(self._packing_slices, self._vars, strict=True)
        return [x[part].reshape(variable.shape.as_list()) for part, variable in pairs]

    def _as_fed(self, x):
        """The variables keep their values meanwhile: TensorFlow 1 reads what is fed for them."""
        return dict(zip(self._vars, self._unpacked(x), strict=True))

    def _gradient(self, tensor):
        gradients = _v1.gradients(tensor, self._vars)
        return _pack([_v1.zeros_like(v) if g is None else g for v, g in zip(self._vars, gradients, strict=True)])


class ScipyOptimizerInterface(ExternalOptimizerInterface):
    """`scipy.optimize.minimize` over the variables of a graph; `method` is L-BFGS-B unless told."""

    _DEFAULT_METHOD = "L-BFGS-B"

    def _minimize(
        self,
        initial_val,
        loss_grad_func,
        equality_funcs,
        equality_grad_funcs,
        inequality_funcs,
        inequality_grad_funcs,
        packed_bounds,
        step_callback,
        optimizer_kwargs,
    ):
        import scipy.optimize

        def loss_and_gradient(x):
            loss, gradient = loss_grad_func(x)
            return float(loss), gradient.astype("float64")

        constraints = [
            {"type": kind, "fun": _first(value), "jac": _first(gradient)}
            for kind, values, gradients in (
                ("eq", equality_funcs, equality_grad_funcs),
                ("ineq", inequality_funcs, inequality_grad_funcs),
            )
            for value, gradient in zip(values, gradients, strict=True)
        ]
        arguments = dict(jac=True, callback=step_callback, constraints=constraints, bounds=packed_bounds)
        for name in optimizer_kwargs:
            if name == "bounds":
                raise ValueError("Bounds must be set using the var_to_bounds argument")
            if name in arguments:
                raise ValueError(f"Optimizer keyword arg '{name}' is set automatically and cannot be injected manually")
        arguments.update({"method": self._DEFAULT_METHOD, **optimizer_kwargs})
        # SciPy of TensorFlow 1's days computed in float64 whatever it was given
        result = scipy.optimize.minimize(loss_and_gradient, initial_val.astype("float64"), **arguments)
        lines = [
            "Optimization terminated with:",
            f"  Message: {result.message}",
            f"  Objective function value: {result.fun:f}",
        ]
        if hasattr(result, "nit"):
            lines.append(f"  Number of iterations: {result.nit}")
        if hasattr(result, "nfev"):
            lines.append(f"  Number of functions evaluations: {result.nfev}")
        _v1.logging.info("\n".join(lines))
        return result.x


def _first(compute):
    return lambda x: _np.asarray(compute(x)[0], _np.float64)


def _pack(tensors):
    """One tensor [n] of all numbers; None without tensors."""
    flat = [_v1.reshape(tensor, [-1]) for tensor in tensors]
    return _v1.concat(flat, 0) if len(flat) > 1 else (flat[0] if flat else None)


def _bounds(variables, given):
    """(low, high) for each number of the packed variables; None where there is no bound."""
    by_name = {variable.name: bounds for variable, bounds in given.items()}
    pairs = []
    for variable in variables:
        low, high = by_name.get(variable.name, (None, None))
        shape = variable.shape.as_list()
        sides = [_np.broadcast_to(b if b is not None else s, shape) for b, s in ((low, -_np.inf), (high, _np.inf))]
        pairs += list(zip(sides[0].flat, sides[1].flat, strict=True))
    return pairs
