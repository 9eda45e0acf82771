"""The graph stands at module level, a function of the file runs it with a session it is handed."""
import numpy as np
import tensorflow as tf

x_spec = tf.TensorSpec([None, 2], tf.float32, name='x')
t_spec = tf.TensorSpec([None, 1], tf.float32, name='t')
w = tf.Variable([[0.2], [-0.4]], name='w')


def forward(x, t):
    y = tf.sigmoid(tf.matmul(x, w))
    loss = -tf.reduce_sum(t * tf.math.log(y) + (1 - t) * tf.math.log(1 - y))
    return y, loss


optimizer = tf.keras.optimizers.SGD(0.1)


@tf.function(input_signature=[x_spec, t_spec])
def train_step(x, t):
    with tf.GradientTape() as tape:
        _, loss = forward(x, t)
    variables = [w]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


@tf.function(input_signature=[x_spec, t_spec])
def loss_and_accuracy(x, t):
    y, loss = forward(x, t)
    correct = tf.equal(tf.cast(tf.greater(y, 0.5), tf.float32), t)
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))
    return loss, accuracy


def train(inputs, targets, epochs):
    for epoch in range(epochs):
        train_step(inputs, targets)
        if epoch % 10 == 0:
            print(epoch, evaluate(inputs, targets))


def evaluate(inputs, targets):
    return [t.numpy() for t in loss_and_accuracy(inputs, targets)]


if __name__ == "__main__":
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    Y = np.array([[0], [1], [1], [1]])
    train(X, Y, 40)
    print(w.numpy().tolist())
