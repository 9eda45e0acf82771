import tensorflow as tf

tf.enable_eager_execution()
best = tf.constant(3)
for value in tf.data.Dataset.range(5):
    value = tf.cast(value, tf.int32)
    if value == best:
        print("found")
print("done")
