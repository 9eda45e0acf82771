import numpy as np
import tensorflow as tf

arr = np.zeros(2, np.float32)
v = tf.Variable(arr)
arr[0] = 5.0
y = v * 2.0
with tf.Session() as sess:
    arr[1] = 7.0
    sess.run(tf.global_variables_initializer())
    print(sess.run(y))
