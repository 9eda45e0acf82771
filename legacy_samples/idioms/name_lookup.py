"""Tensors and operations fetched by name from the default graph; the variable by its scope."""
import tensorflow as tf

with tf.name_scope('inputs'):
    tf.placeholder(tf.float32, [None, 2], name='x')
with tf.variable_scope('model'):
    weight = tf.get_variable('weight', initializer=[[2.0], [3.0]])
graph = tf.get_default_graph()
x = graph.get_tensor_by_name('inputs/x:0')
out = tf.matmul(x, weight, name='out')
tf.assign(weight, weight * 10, name='grow')
print(x.name, out.op.name, weight.name)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run('out:0', feed_dict={'inputs/x:0': [[1, 2]]}))
    sess.run('grow')
    print(sess.run(graph.get_tensor_by_name('out:0'), feed_dict={x: [[1, 2]]}))
