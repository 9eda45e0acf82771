import numpy as np
import tensorflow as tf

dataset = tf.data.Dataset.from_tensor_slices(np.arange(6.0, dtype=np.float32)).repeat(2).batch(4)
batch = dataset.make_one_shot_iterator().get_next()
w = tf.Variable(1.0)
loss = tf.reduce_mean(tf.square(batch * w - 2.0))
train_op = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.train.MonitoredTrainingSession() as sess:
    count = 0
    while not sess.should_stop():
        _, value = sess.run([train_op, loss])
        count += 1
        print(count, value)
print("batches", count)
