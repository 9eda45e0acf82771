"""A network whose builder gives back the placeholders and the list of its layers, and functions that run them."""
import numpy as np
import tensorflow as tf

SIZES = [3, 4, 2]


def network(weights):
    inputs = tf.placeholder(tf.float32, [None, SIZES[0]], name="inputs")
    labels = tf.placeholder(tf.float32, [None, SIZES[-1]], name="labels")
    layers = [inputs]
    for weight in weights:
        layers.append(tf.tanh(tf.matmul(layers[-1], weight)))
    loss = tf.reduce_mean(tf.square(layers[-1] - labels))
    return inputs, labels, layers, loss


def train(sess, train_op, loss, inputs, labels, data, steps):
    for step in range(steps):
        feed = {inputs: data[0], labels: data[1]}
        _, cost = sess.run([train_op, loss], feed_dict=feed)
        if step % 5 == 0:
            print("step %d: %.5f" % (step, cost))


def describe(sess, layers, inputs, values):
    """Means of what each layer gives."""
    for number, value in enumerate(sess.run(layers, {inputs: values})):
        print("layer %d: %s %.5f" % (number, value.shape, value.mean()))


def main():
    numbers = np.random.RandomState(0)
    data = numbers.rand(8, SIZES[0]), numbers.rand(8, SIZES[-1])
    weights = [
        tf.Variable(numbers.rand(*shape).astype(np.float32) - 0.5)
        for shape in zip(SIZES[:-1], SIZES[1:])
    ]
    inputs, labels, layers, loss = network(weights)
    train_op = tf.train.GradientDescentOptimizer(0.5).minimize(loss)

    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        describe(sess, layers, inputs, data[0])
        train(sess, train_op, loss, inputs, labels, data, 20)
        describe(sess, layers, inputs, data[0])


if __name__ == "__main__":
    main()
