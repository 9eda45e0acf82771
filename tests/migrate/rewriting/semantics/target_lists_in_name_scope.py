import tensorflow as tf

x = tf.placeholder(tf.float32, [])
with tf.variable_scope("eval"):
    a = tf.get_variable("a", [], initializer=tf.constant_initializer(2.0))
with tf.variable_scope("target"):
    b = tf.get_variable("b", [], initializer=tf.constant_initializer(3.0))
with tf.name_scope("target"):
    train = tf.train.AdamOptimizer(0.1).minimize(tf.square(a * x), var_list=[a])
t_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="target")
total = tf.add_n([tf.reduce_sum(v) for v in t_params])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(len(t_params), sess.run(total))
