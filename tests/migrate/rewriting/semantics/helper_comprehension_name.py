import tensorflow as tf

def train(loss, decay):
    rates = [decay * k for k in [1, 2, 3]]
    return tf.train.GradientDescentOptimizer(rates[2]).minimize(loss)
w = tf.Variable(1.0)
loss = tf.square(w - 3)
k = 0.05
op = train(loss, k)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(op)
        print(sess.run(w))
