"""ExponentialMovingAverage over trained variables, its average read at the end."""
from compat import tf1 as tf

w = tf.Variable(4.0, name='w')
x = tf.placeholder(tf.float32, [])
loss = tf.square(w * x - 1.0)
opt_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
ema = tf.train.ExponentialMovingAverage(decay=0.5)
with tf.control_dependencies([opt_op]):
    train_op = ema.apply([w])
average = ema.average(w)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([w, average]))
    for value in (1.0, 0.5, 1.0, 0.5):
        sess.run(train_op, feed_dict={x: value})
        print('%.6f %.6f' % tuple(sess.run([w, average])))
