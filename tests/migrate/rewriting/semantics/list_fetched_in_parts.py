import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [3])
acts = []
h = x
for i in range(3):
    h = h * 2 + i
    acts.append(h)
first = acts[0] + 1
pairs = [(a, a + 1) for a in acts]
more = acts + [first]

with tf.Session() as sess:
    print(sess.run(acts, {x: [1, 2, 3]}))
    print(sess.run(pairs, {x: [1, 2, 3]}))
    print(sess.run(more, {x: [1, 2, 3]}))
    print(sess.run([first, acts], {x: [1, 2, 3]}))
    print(sess.run({"a": acts, "f": first}, {x: [1, 2, 3]}))
