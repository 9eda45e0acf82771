import numpy as np
import tensorflow as tf

def f(t, doc):
    return t * len(doc)
x = tf.placeholder(tf.float32, [])
with tf.name_scope("s"):
    y = f(x, """a
  b
    c""")
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))
