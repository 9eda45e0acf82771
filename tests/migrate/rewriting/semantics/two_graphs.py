import numpy as np
import tensorflow as tf

g1 = tf.Graph()
with g1.as_default():
    x = tf.placeholder(tf.float32, [])
    y = x * 2.0
g2 = tf.Graph()
with g2.as_default():
    x2 = tf.placeholder(tf.float32, [])
    y2 = x2 * 3.0
with tf.Session(graph=g1) as s1:
    print(s1.run(y, {x: 1.0}))
with tf.Session(graph=g2) as s2:
    print(s2.run(y2, {x2: 1.0}))
