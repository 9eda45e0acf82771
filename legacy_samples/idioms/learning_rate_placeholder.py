"""The learning rate is a placeholder, halved by the host program."""
import numpy as np
import tensorflow as tf

lr = tf.placeholder(tf.float32, shape=[], name='learning_rate')
inp = tf.placeholder(tf.float32, [None, 3], name='inp')
target = tf.placeholder(tf.float32, [None, 1], name='target')

weights = tf.Variable(np.array([[0.3], [0.1], [-0.2]], dtype=np.float32))
out = tf.matmul(inp, weights)
mse = tf.losses.mean_squared_error(labels=target, predictions=out)
train = tf.train.MomentumOptimizer(lr, momentum=0.9).minimize(mse)

rng = np.random.RandomState(0)
data = rng.randn(30, 3)
answer = data.dot(np.array([[1.0], [2.0], [3.0]]))

sess = tf.Session()
sess.run(tf.global_variables_initializer())
rate = 0.1
for epoch in range(8):
    _, err = sess.run([train, mse], feed_dict={inp: data, target: answer, lr: rate})
    print('epoch %d rate %.4f error %.6f' % (epoch, rate, err))
    if epoch % 3 == 2:
        rate /= 2
print(sess.run(weights).flatten())
sess.close()
