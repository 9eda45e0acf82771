import sys
import tensorflow as tf
scope = sys.argv[0][:0] + "gen"
x = tf.placeholder(tf.float32, [None, 2])
with tf.variable_scope(scope):
    w = tf.get_variable("w", [2, 1], initializer=tf.ones_initializer())
v = tf.get_variable("v", [], initializer=tf.ones_initializer())
loss = tf.reduce_sum(tf.matmul(x, w) * v)
chosen = [p for p in tf.trainable_variables() if p.name.startswith("gen")]
step = tf.train.GradientDescentOptimizer(0.1).minimize(loss, var_list=chosen)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(step, {x: [[1.0, 2.0]]})
    print(sess.run([w, v])[0].ravel())
