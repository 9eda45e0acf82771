import numpy as np
import tensorflow as tf

X = tf.placeholder(tf.float32, name="X")
Y = tf.placeholder(tf.float32, name="Y")
w = tf.Variable(0.0)
b = tf.Variable(0.0)
scale = 0.5
prediction = X * w + b
loss = tf.square(Y - prediction) * scale
train = tf.train.GradientDescentOptimizer(0.05).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(3):
        for x, y in [(1.0, 2.0), (2.0, 3.5)]:
            _, l = sess.run([train, loss], {X: x, Y: y})
            print(l)
    scale = 3.0
    w, b = sess.run([w, b])
X, Y = np.array([1.0, 2.0]), np.array([3.0, 4.0])
print(X * w + b, Y, scale)
