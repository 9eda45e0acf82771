import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 3])
with tf.variable_scope("gen"):
    g = tf.layers.dense(x, 2, kernel_initializer=tf.ones_initializer())
with tf.variable_scope("dis"):
    d = tf.layers.dense(g, 1, kernel_initializer=tf.ones_initializer(), name="out")
loss = tf.reduce_mean(tf.square(d))
t_vars = tf.trainable_variables()
g_vars = [v for v in t_vars if "gen" in v.name]
d_vars = [v for v in t_vars if v.name.startswith("dis/")]
tg = tf.train.AdamOptimizer(0.1).minimize(loss, var_list=g_vars)
td = tf.train.GradientDescentOptimizer(0.01).minimize(loss, var_list=d_vars)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(tg, {x: [[1.0, 2, 3]]})
        sess.run(td, {x: [[1.0, 2, 3]]})
        print("%.5f" % sess.run(loss, {x: [[1.0, 2, 3]]}))
