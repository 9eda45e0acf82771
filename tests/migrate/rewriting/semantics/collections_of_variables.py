import tensorflow as tf

x = tf.placeholder(tf.float32, [2])
with tf.variable_scope("a"):
    w = tf.get_variable("w", [2], initializer=tf.ones_initializer(), collections=["mine", "variables"])
with tf.variable_scope("b"):
    v = tf.get_variable(
        "w", [2], initializer=tf.zeros_initializer(), collections=["mine", tf.GraphKeys.GLOBAL_VARIABLES]
    )
    u = tf.get_variable("u", [2], initializer=tf.ones_initializer())
penalty = tf.add_n([tf.nn.l2_loss(p) for p in tf.get_collection("mine")])
loss = tf.reduce_sum(x * w * u + v) + penalty
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, var_list=tf.get_collection("mine", scope="a"))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(2):
        sess.run(train, {x: [1.0, 2.0]})
        print(sess.run(loss, {x: [1.0, 2.0]}))
    print(sess.run([w, v, u]))
