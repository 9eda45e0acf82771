import tensorflow as tf

w = tf.Variable([1.0, 2.0])
loss = tf.reduce_sum(tf.square(w))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
grads = tf.gradients(loss, [w])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    values = sess.run([loss, [w, loss], train])
    print(values[0], values[1])
    print(sess.run([grads, loss]))
