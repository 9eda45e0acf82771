import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x * 2.0
z = x * 3.0
with tf.Session() as sess:
    for a, b in [sess.run([y, z], {x: i}) for i in range(2)]:
        print(a, b)
    for v in sess.run([y, z], {x: 1.0}):
        print(v)
    print(sess.run([y, z], {x: 1.0})[1], sum(sess.run([z, y], {x: 1.0})))
    m = max(sess.run([z, y], {x: 1.0}))
    print(m)
    res = sess.run([z, y], {x: 1.0})
    print(res[0], res[1], len(res))
    d = dict(zip(["z", "y"], sess.run([z, y], {x: 1.0})))
    print(d["z"], d["y"])
