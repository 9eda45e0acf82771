import numpy as np
import tensorflow as tf

sess = tf.InteractiveSession()
x = tf.placeholder(tf.float32, [None])
w = tf.Variable([2.0])
y = x * w
c = tf.constant(3.0)
tf.global_variables_initializer().run()
print(y.eval({x: [1.0]}), y.eval(feed_dict={x: [2.0]}), w.eval(), c.eval(), (c + 1.0).eval())
up = w.assign([5.0])
up.op.run()
print(w.eval())
