import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [2])
y = x * 2.0
with tf.Session() as sess:
    try:
        print(sess.run(y, {x: [1.0, 2.0, 3.0]}))
    except ValueError:
        print("bad shape")
    print(sess.run(y, {x: [1.0, 2.0]}))
