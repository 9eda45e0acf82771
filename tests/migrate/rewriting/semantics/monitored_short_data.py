import numpy as np
import tensorflow as tf

LAST = 10
dataset = tf.data.Dataset.from_tensor_slices(np.arange(6.0, dtype=np.float32)).batch(4)
batch = dataset.make_one_shot_iterator().get_next()
step = tf.train.get_or_create_global_step()
w = tf.Variable(1.0)
loss = tf.reduce_mean(tf.square(batch * w - 2.0))
train_op = tf.train.GradientDescentOptimizer(0.01).minimize(loss, global_step=step)
with tf.train.MonitoredTrainingSession(hooks=[tf.train.StopAtStepHook(last_step=LAST)]) as sess:
    while not sess.should_stop():
        _, value = sess.run([train_op, loss])
        print(value)
print("left")
