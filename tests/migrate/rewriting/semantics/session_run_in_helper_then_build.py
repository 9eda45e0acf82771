import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x * 2.0
sess = tf.Session()
k = sess.run(y, {x: 1.0})
z = x * k
print(sess.run(z, {x: 3.0}))
k2 = sess.run(z, {x: 2.0})
q = z + k2
print(sess.run(q, {x: 1.0}))
