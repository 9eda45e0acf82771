import sys
import tensorflow as tf

kind = 'Ridge'
x = tf.placeholder(tf.float32, [None, 1])
y_target = tf.placeholder(tf.float32, [None, 1])
A = tf.Variable([[2.0]])
b = tf.Variable([[1.0]])
out = tf.add(tf.matmul(x, A), b)
if kind == 'LASSO':
    param = tf.constant(0.9)
    heavy = tf.truediv(1., tf.add(1., tf.exp(tf.multiply(-50., tf.subtract(A, param)))))
    loss = tf.add(tf.reduce_mean(tf.square(y_target - out)), tf.multiply(heavy, 99.))
elif kind == 'Ridge':
    ridge_param = tf.constant(1.)
    ridge = tf.reduce_mean(tf.square(A))
    loss = tf.expand_dims(tf.add(tf.reduce_mean(tf.square(y_target - out)), tf.multiply(ridge_param, ridge)), 0)
else:
    print('Invalid', file=sys.stderr)
train = tf.train.GradientDescentOptimizer(0.001).minimize(loss)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
for i in range(3):
    sess.run(train, {x: [[1.], [2.]], y_target: [[3.], [7.]]})
    print(sess.run(loss, {x: [[1.], [2.]], y_target: [[3.], [7.]]}), sess.run(A))
