import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
inner = [2.0]
outer = {"k": inner}
y = x * outer["k"][0]
inner[0] = 9.0
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))
