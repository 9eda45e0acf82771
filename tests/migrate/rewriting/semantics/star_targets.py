import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x * 2.0
z = x * 3.0
w = tf.Variable(4.0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    a, *b = sess.run([y, z, w], {x: 1.0})
    print(a, b)
    (a, b), c = sess.run([[y, z], w], {x: 1.0})
    print(a, b, c)
    r = sess.run({"y": y, "z": z}, {x: 1.0})
    print(r["y"], r["z"])
    t = sess.run((z, y, w), {x: 1.0})
    print(t)
    u = sess.run([w, y, z], {x: 1.0})
    print(u)
    [p] = sess.run([y], {x: 2.0})
    p2, = sess.run([y], {x: 2.0})
    print(p, p2)
    m, n = sess.run([w, w])
    print(m, n)
    o = n2 = sess.run(y, {x: 9.0})
    print(o, n2)
