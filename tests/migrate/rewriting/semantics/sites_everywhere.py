import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x * 2.0
sess = tf.Session()
print([sess.run(y, {x: i}) for i in range(3)])
g = (sess.run(y, feed_dict={x: i}) for i in range(3))
print(sum(g))
f = lambda v: sess.run(y, {x: v})
print(f(4.0), max(map(f, [1.0, 5.0])))
d = {i: sess.run(y, {x: i}) for i in range(2)}
print(d)
print("%.2f %s" % (sess.run(y, {x: 1}), sess.run(y, {x: 2})))
if sess.run(y, {x: 1}) > 1: print("yes")
while sess.run(y, {x: 1}) < 1: pass
sess.close()
