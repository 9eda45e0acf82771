# a helper that TensorFlow calls, and one that prints what differs from time to time
import time
import numpy as np
import tensorflow as tf

def step(t):
    print("step", t)
    return t * 2.0

def net(x):
    start = time.time()
    h = tf.tanh(x)
    print("took", time.time() - start < 100)
    return h

x = tf.placeholder(tf.float32, [None])
total = tf.reduce_sum(tf.map_fn(step, net(x)))
with tf.Session() as sess:
    for i in range(3):
        print(sess.run(total, {x: [1.0, i]}))
