import tempfile

import tensorflow as tf

tf.enable_eager_execution()
model = tf.keras.Sequential([tf.keras.layers.Dense(1, kernel_initializer="ones")])
print(model(tf.ones([1, 2])).numpy())
checkpoint = tf.train.Checkpoint(model=model)
path = checkpoint.save(tempfile.mkdtemp() + "/model")
print(len(tf.train.list_variables(path)))
