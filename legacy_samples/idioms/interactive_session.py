"""InteractiveSession, with run() and eval() methods instead of sess.run."""
import numpy as np
import tensorflow as tf

sess = tf.InteractiveSession()

x = tf.placeholder(tf.float32, shape=[None, 4])
y_ = tf.placeholder(tf.float32, shape=[None, 2])
W = tf.Variable(tf.zeros([4, 2]))
b = tf.Variable(tf.zeros([2]))

tf.global_variables_initializer().run()

y = tf.matmul(x, W) + b
cross_entropy = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y_, logits=y))
train_step = tf.train.GradientDescentOptimizer(0.5).minimize(cross_entropy)

rng = np.random.RandomState(1)
images = rng.rand(50, 4)
targets = np.eye(2)[(images[:, 0] > images[:, 1]).astype(int)]

for i in range(30):
    train_step.run(feed_dict={x: images, y_: targets})
    if i % 10 == 0:
        print("step", i, cross_entropy.eval(feed_dict={x: images, y_: targets}))

correct_prediction = tf.equal(tf.argmax(y, 1), tf.argmax(y_, 1))
accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
print(accuracy.eval(feed_dict={x: images, y_: targets}))
print(W.eval())
sess.close()
