"""Two graphs with a session each, open at the same time."""
from compat import tf1 as tf

g1 = tf.Graph()
with g1.as_default():
    a = tf.placeholder(tf.float32, name='a')
    v1 = tf.Variable(2.0, name='v')
    out1 = v1 * a
    up1 = tf.assign_add(v1, 1.0)
    init1 = tf.global_variables_initializer()

g2 = tf.Graph()
with g2.as_default():
    b = tf.placeholder(tf.float32, name='b')
    v2 = tf.get_variable('v', initializer=tf.constant([1.0, 2.0]))
    out2 = tf.reduce_sum(v2) - b
    init2 = tf.global_variables_initializer()

sess1 = tf.Session(graph=g1)
sess2 = tf.Session(graph=g2)
sess1.run(init1)
sess2.run(init2)
first = sess1.run(out1, {a: 3.0})
second = sess2.run(out2, {b: first})
print(first, second)
sess1.run(up1)
print(sess1.run(out1, {a: second}), sess1.run(g1.get_tensor_by_name('v:0')))
print(out1.graph is g1, v2.graph is g2)
sess1.close()
sess2.close()
