import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
hp = {"scale": 2.0}
y = x * hp["scale"]
z = x + hp["scale"]
with tf.Session() as sess:
    for i in range(2):
        print(sess.run(y, {x: 1.0}))
        hp["scale"] = 100.0
    print(sess.run(z, {x: 1.0}))
