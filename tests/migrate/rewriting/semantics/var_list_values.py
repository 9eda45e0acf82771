import tensorflow as tf

params = {"w": tf.Variable([[0.5], [-0.5]]), "b": tf.Variable([0.1])}
others = {"v": tf.Variable([1.0])}
x = tf.placeholder(tf.float32, [None, 2])
y = (tf.matmul(x, params["w"]) + params["b"]) * others["v"]
loss = tf.reduce_mean(tf.square(y - 1.0))
first = tf.train.AdamOptimizer(0.1).minimize(loss, var_list=params.values())
listed = others.values()
second = tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss, var_list=listed)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(4):
        sess.run(first, {x: [[1.0, 2.0]]})
        sess.run(second, {x: [[1.0, 2.0]]})
        print(sess.run(loss, {x: [[1.0, 2.0]]}))
