"""tf.contrib.tensorboard.plugins.projector: the configuration of TensorBoard's projector.

The messages are TensorBoard's own where it is installed; else the same ones made from their field numbers, so that
what is written can be read by any TensorBoard.
"""

import os

import tensorflow as _tf


def _messages():
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

    kinds = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="compat/projector_config.proto", package="compat.projector")
    text, number, message = kinds.TYPE_STRING, kinds.TYPE_UINT32, kinds.TYPE_MESSAGE
    layout = {
        "SpriteMetadata": [("image_path", 1, text, 0, None), ("single_image_dim", 2, number, 1, None)],
        "EmbeddingInfo": [
            ("tensor_name", 1, text, 0, None),
            ("metadata_path", 2, text, 0, None),
            ("bookmarks_path", 3, text, 0, None),
            ("tensor_shape", 4, number, 1, None),
            ("sprite", 5, message, 0, "SpriteMetadata"),
            ("tensor_path", 6, text, 0, None),
        ],
        "ProjectorConfig": [
            ("model_checkpoint_path", 1, text, 0, None),
            ("embeddings", 2, message, 1, "EmbeddingInfo"),
            ("model_checkpoint_dir", 3, text, 0, None),
        ],
    }
    for name, fields in layout.items():
        made = file.message_type.add(name=name)
        for label, place, kind, several, of in fields:
            field = made.field.add(name=label, number=place, type=kind, label=3 if several else 1)
            if of:
                field.type_name = f".compat.projector.{of}"
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return [message_factory.GetMessageClass(pool.FindMessageTypeByName(f"compat.projector.{n}")) for n in layout]


try:
    from tensorboard.plugins.projector import EmbeddingInfo, ProjectorConfig, SpriteMetadata
except ImportError:
    SpriteMetadata, EmbeddingInfo, ProjectorConfig = _messages()


def visualize_embeddings(summary_writer, config):
    """Writes the configuration to projector_config.pbtxt in the writer's folder (a FileWriter or a path)."""
    from google.protobuf import text_format

    folder = summary_writer if isinstance(summary_writer, (str, bytes)) else summary_writer.get_logdir()
    folder = folder.decode() if isinstance(folder, bytes) else folder
    if folder is None:
        raise ValueError("Summary writer must have a logdir")
    with _tf.io.gfile.GFile(os.path.join(folder, "projector_config.pbtxt"), "w") as f:
        f.write(text_format.MessageToString(config))
