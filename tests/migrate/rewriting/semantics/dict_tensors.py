import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
t = {}
t["a"] = x * 2.0
t["b"] = t["a"] * 3.0
t["a"] = t["b"] + 1.0
with tf.Session() as sess:
    print(sess.run([t["a"], t["b"]], {x: 1.0}))
    print(sess.run(t["b"], {x: 1.0}))
