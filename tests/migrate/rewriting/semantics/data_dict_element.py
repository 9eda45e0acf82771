import numpy as np
import tensorflow as tf

table = {"a": np.arange(6.0, dtype=np.float32), "b": np.arange(6, dtype=np.int64)}
labels = np.array([0.0, 1.0, 0.0, 1.0, 1.0, 0.0], dtype=np.float32)
dataset = tf.data.Dataset.from_tensor_slices((table, labels)).batch(4)
iterator = dataset.make_initializable_iterator()
features, label = iterator.get_next()
w = tf.Variable(0.5)
prediction = w * features["a"] + tf.cast(features["b"], tf.float32)
loss = tf.reduce_sum(tf.square(prediction - label))
train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(2):
        sess.run(iterator.initializer)
        while True:
            try:
                _, value = sess.run([train, loss])
                print(epoch, value)
            except tf.errors.OutOfRangeError:
                break
