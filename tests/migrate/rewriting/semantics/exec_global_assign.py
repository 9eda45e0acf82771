import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
exec("k = 4.0")
y = x * k
globals()["k"] = 9.0
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))
