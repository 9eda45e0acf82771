"""control_dependencies: the update runs before the value is read, and a group joins two updates."""
from compat import tf1 as tf

a = tf.Variable(1.0, name='a')
b = tf.Variable(10.0, name='b')
with tf.control_dependencies([tf.assign_add(a, 2.0)]):
    sum_after = a.read_value() + b
step = tf.group(tf.assign(b, b * 0.5), tf.assign_add(a, 1.0))
with tf.control_dependencies([step]):
    done = tf.no_op(name='done')

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(sum_after))
    print(sess.run(sum_after))
    sess.run(done)
    print(sess.run(a), sess.run(b))
    sess.run(step)
    print(sess.run([a, b]))
