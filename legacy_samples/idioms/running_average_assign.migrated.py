"""assign with a placeholder for the new value, assign_sub, and a non-trainable variable."""
import numpy as np
from compat import tf1 as tf

value = tf.placeholder(tf.float32, shape=[2])
mean = tf.Variable(tf.zeros([2]), trainable=False, name="mean")
count = tf.Variable(0.0, trainable=False, name="count")

increment = tf.assign_add(count, 1.0)
new_mean = mean + (value - mean) / count
update_mean = mean.assign(new_mean)
reset = tf.group(mean.assign(tf.zeros([2])), count.assign(0.0))
shrink = tf.assign_sub(mean, [0.5, 0.25])

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for row in np.array([[1.0, 2.0], [3.0, 5.0], [8.0, 2.0]]):
        n = sess.run(increment)
        print(n, sess.run(update_mean, feed_dict={value: row}))
    print(sess.run(shrink))
    sess.run(reset)
    print(sess.run([mean, count]))
    print(len(tf.trainable_variables()), len(tf.global_variables()))
