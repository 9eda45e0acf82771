"""A saved graph imported again with import_meta_graph, its tensors found by name."""
from compat import tf1 as tf

with tf.Graph().as_default():
    x = tf.placeholder(tf.float32, [None], name='x')
    w = tf.Variable(3.0, name='w')
    tf.multiply(x, w, name='y')
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(w.assign(4.5))
        tf.train.Saver().save(sess, './meta/model')

tf.reset_default_graph()
with tf.Session() as sess:
    saver = tf.train.import_meta_graph('./meta/model.meta')
    saver.restore(sess, tf.train.latest_checkpoint('./meta'))
    graph = tf.get_default_graph()
    y = graph.get_tensor_by_name('y:0')
    print(sess.run(y, feed_dict={'x:0': [1.0, 2.0]}))
    print([v.name for v in tf.global_variables()])
