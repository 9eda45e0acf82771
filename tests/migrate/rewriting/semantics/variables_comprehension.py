import tensorflow as tf
def two(n):
    return [tf.Variable(float(i + 1)) for i in range(n)]
a, b = two(2)
first, second = [tf.Variable(1.0) for _ in range(2)]
loss = a * a * b * b + first + second
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train)
    print(sess.run([a, b, first, second]))
