"""What to do about parts of tf.contrib that have no equivalent."""

ADVICE = {
    "tpu": "use tf.distribute.TPUStrategy",
    "distribute": "use tf.distribute",
    "tensor_forest": "use the package tensorflow-decision-forests or scikit-learn's forests",
    "boosted_trees": "use the package tensorflow-decision-forests or scikit-learn's gradient boosting",
    "tensorrt": "use tf.experimental.tensorrt",
    "quantize": "use the package tensorflow-model-optimization",
    "model_pruning": "use the package tensorflow-model-optimization",
    "ffmpeg": "use the package tensorflow-io",
    "gan": "use the package tensorflow-gan",
    "nccl": "use tf.distribute.NcclAllReduce",
}
