import tensorflow as tf

a = tf.Variable(10, name="a")
b = tf.Variable(20, name="b")
c = tf.add(a, b)


def describe():
    print(tf.get_default_graph().as_graph_def())


with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run(tf.add(a, b))
    print(sess.run(c))
    print(sess.graph.as_graph_def())
    describe()
