import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 2])
lr = tf.placeholder(tf.float32)
epoch = tf.placeholder(tf.float32)
w = tf.Variable([[1.0], [2.0]])
loss = tf.reduce_mean(tf.square(tf.matmul(x, w)))
train = tf.train.GradientDescentOptimizer(learning_rate=lr).minimize(loss)
train2 = tf.train.AdamOptimizer(0.1 / (1.0 + epoch)).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(train, {x: [[0.3, 0.2]], lr: 0.1})
        sess.run(train2, {x: [[0.3, 0.2]], epoch: i})
        print(sess.run([w, loss], {x: [[0.3, 0.2]]}))
