"""matplotlib's pyplot before 3.8 for TensorFlow 1 programs: a subplot takes the place of the axes that it covers.

``plt.title(...)`` before the first ``plt.subplot(...)`` makes axes over the whole figure. They went away with the
first subplot, and stay behind the subplots since matplotlib 3.8. Only calls in user code change.
"""

import functools
import sys

_done = False


def restore(from_user):
    """Once pyplot is loaded; `from_user` tells from a frame's globals whether the code is the program's own."""
    global _done
    pyplot = sys.modules.get("matplotlib.pyplot")
    if _done or not hasattr(pyplot, "subplot2grid"):  # not loaded, or not wholly yet
        return
    _done = True
    for name in ("subplot", "subplot2grid"):
        setattr(pyplot, name, _covering(getattr(pyplot, name), from_user))


def _covering(real, from_user):
    @functools.wraps(real)
    def subplot(*args, **kwargs):
        made = real(*args, **kwargs)
        if from_user(sys._getframe(1).f_globals):
            figure = made.figure
            for other in list(figure.axes):
                if other is not made and made.bbox.fully_overlaps(other.bbox):
                    figure.delaxes(other)
        return made

    return subplot
