"""`migrate convert`: model files that Keras 2 wrote, for Keras 3."""
