import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
with tf.variable_scope("eval"):
    q = tf.layers.dense(x, 1, kernel_initializer=tf.ones_initializer())
with tf.variable_scope("target"):
    q_ = tf.layers.dense(x, 1, kernel_initializer=tf.zeros_initializer())
train = tf.train.AdamOptimizer(0.1).minimize(tf.reduce_sum(q))
t_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="target")
e_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="eval")
replace = [tf.assign(t, e) for t, e in zip(t_params, e_params)]
print(len(t_params), len(e_params))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train, {x: [[1.0, 2.0]]})
    sess.run(replace)
    print(sess.run(q_, {x: [[1.0, 2.0]]}))
