import tensorflow as tf

def train(cost, w):
    total = cost + 0.5 * tf.square(w)
    op = tf.train.GradientDescentOptimizer(0.1).minimize(cost)
    return total, op
w = tf.Variable(1.0)
loss = tf.square(w - 3)
loss, op = train(loss, w)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(op); print(sess.run([loss, w]))
