import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x * 2.0
train_total = 0.0
arr = np.zeros(3)
with tf.Session() as sess:
    for i in range(3):
        train_total += sess.run(y, {x: i})
        arr[i] = sess.run(y, {x: i})
    print(train_total, arr)
