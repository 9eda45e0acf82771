import tensorflow as tf
from tensorflow.python.framework import ops

ops.reset_default_graph()
print(tf.int32.as_numpy_dtype(), tf.float32.name, tf.int8.max, tf.float32.as_numpy_dtype(2))
with ops.name_scope("a"):
    w = tf.Variable([1.0, 2.0])
    y = tf.div(w, 3.0)
v = tf.div(7, 2)
z = tf.div(tf.constant(5.0), tf.constant(2.0))
u = tf.get_variable("u", shape=[2], initializer=tf.zeros_initializer)
o = tf.get_variable("o", [2], initializer=tf.ones_initializer)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y), sess.run(v), sess.run(z), sess.run([u, o]))
