import numpy as np
import tensorflow as tf

data = [1.0, 2.0, 8.0, -1.0, 0.0, 5.5]
spike = tf.Variable(False)
spikes = tf.Variable([False] * len(data))
total = tf.Variable(0.0)
count = tf.Variable(0)
average = tf.Variable(0.0)
value = tf.placeholder(tf.float32)
new_average = 0.25 * value + 0.75 * average
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(1, len(data)):
        if data[i] - data[i - 1] > 5:
            found = spikes.eval()
            found[i] = True
            update = tf.assign(spikes, found)
            update.eval()
            found[0] = True
            updater = tf.assign(spike, tf.constant(True))
            sess.run(updater)
        else:
            tf.assign(spike, False).eval()
            step = count.assign_add(i)
            step.eval()
        current = sess.run(new_average, {value: data[i]})
        sess.run(tf.assign(average, current))
        print(sess.run(tf.assign_add(total, np.float64(data[i]) / 3)), sess.run([count.assign_sub(1)]))
        print(i, spike.eval(), sess.run([average, total, count]))
    print(spikes.eval())
