"""How deep a thread is inside something, which may call itself."""

import threading


class Depth(threading.local):
    """`with depth:` is one level deeper; `depth.inside` of a thread that is in none is False."""

    level = 0

    @property
    def inside(self):
        return self.level > 0

    def __enter__(self):
        self.level += 1

    def __exit__(self, *error):
        self.level -= 1
