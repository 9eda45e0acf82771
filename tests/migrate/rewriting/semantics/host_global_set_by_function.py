import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
k = 2.0
def change():
    global k
    k = 9.0
y = x * k
change()
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))
