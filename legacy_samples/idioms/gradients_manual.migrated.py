"""tf.gradients and assign_sub instead of an optimizer."""
import numpy as np
import tensorflow as tf

n_epochs = 40
learning_rate = 0.1
rng = np.random.RandomState(42)
scaled = np.c_[np.ones((25, 1)), rng.randn(25, 2)]
target = scaled.dot([[2.0], [1.0], [-1.5]])

X = tf.constant(scaled, dtype=tf.float32, name="X")
y = tf.constant(target, dtype=tf.float32, name="y")
theta = tf.Variable(tf.fill([3, 1], 0.1), name="theta")


@tf.function
def compute_mse():
    y_pred = tf.matmul(X, theta, name="predictions")
    error = y_pred - y
    return tf.reduce_mean(tf.square(error), name="mse")


@tf.function
def training_op():
    with tf.GradientTape() as tape:
        mse = compute_mse()
    gradients = tape.gradient(mse, [theta])[0]
    return theta.assign(theta - learning_rate * gradients)


for epoch in range(n_epochs):
    if epoch % 10 == 0:
        print("Epoch", epoch, "MSE =", compute_mse().numpy())
    training_op()
best_theta = theta.numpy()
print("Best theta:")
print(best_theta)
