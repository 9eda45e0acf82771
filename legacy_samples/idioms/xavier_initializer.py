"""get_variable with contrib's xavier_initializer, aliased names and from-imports."""
import numpy as np
import tensorflow as tf
from tensorflow.contrib.layers import xavier_initializer

rng = np.random.RandomState(0)
X_train = rng.randn(30, 6)
Y_train = np.eye(3)[rng.randint(0, 3, 30)]

X = tf.placeholder(tf.float32, shape=(None, 6), name="X")
Y = tf.placeholder(tf.float32, shape=(None, 3), name="Y")
W1 = tf.get_variable("W1", [6, 8], initializer=xavier_initializer(seed=1))
b1 = tf.get_variable("b1", [1, 8], initializer=tf.zeros_initializer())
W2 = tf.get_variable("W2", [8, 3], initializer=xavier_initializer(uniform=False))
b2 = tf.get_variable("b2", [1, 3], initializer=tf.zeros_initializer())

Z1 = tf.add(tf.matmul(X, W1), b1)
A1 = tf.nn.relu(Z1)
Z2 = tf.add(tf.matmul(A1, W2), b2)
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=Z2, labels=Y))
optimizer = tf.train.AdamOptimizer(learning_rate=0.01).minimize(cost)

init = tf.global_variables_initializer()
with tf.Session() as sess:
    sess.run(init)
    for epoch in range(9):
        _, epoch_cost = sess.run([optimizer, cost], feed_dict={X: X_train, Y: Y_train})
        if epoch % 4 == 0:
            print("Cost after epoch %i: %f" % (epoch, epoch_cost))
    parameters = sess.run({"W1": W1, "b2": b2})
    print(parameters["W1"].sum(), parameters["b2"].ravel())
