import numpy as np
import tensorflow as tf

s = tf.placeholder(tf.string, [None])
j = tf.string_join([s, s], separator="-")
n = tf.string_to_number(s)
with tf.Session() as sess:
    print(sess.run(j, {s: ["1", "2"]}), sess.run(n, {s: ["1", "2"]}))
