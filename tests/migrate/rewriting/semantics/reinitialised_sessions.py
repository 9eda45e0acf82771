import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[1.0], [2.0]])
loss = tf.reduce_mean(tf.square(tf.matmul(x, w)))
step = tf.train.AdamOptimizer(0.1).minimize(loss)
for attempt in range(2):
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(2):
            sess.run(step, {x: [[1.0, 2.0]]})
        print("%.6f" % sess.run(loss, {x: [[1.0, 2.0]]}))
