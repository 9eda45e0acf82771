"""Placeholders and a network at the level of the module; the function that trains builds the rest and runs it."""
import numpy as np
import tensorflow as tf

n_inputs, n_hidden, n_classes = 4, 5, 3

x = tf.placeholder('float', [None, n_inputs])
y = tf.placeholder('float')
scale = tf.placeholder(tf.float32)  # of the hidden layer


def neural_network_model(data):
    hidden_layer = {'weights': tf.Variable(tf.ones([n_inputs, n_hidden]) * 0.25),
                    'biases': tf.Variable(tf.zeros([n_hidden]))}
    output_layer = {'weights': tf.Variable(tf.ones([n_hidden, n_classes]) * 0.5),
                    'biases': tf.Variable(tf.zeros([n_classes]))}
    l1 = tf.nn.relu(tf.add(tf.matmul(data, hidden_layer['weights']), hidden_layer['biases']))
    l1 = l1 * scale
    return tf.matmul(l1, output_layer['weights']) + output_layer['biases']


def train_neural_network(x, epochs):
    prediction = neural_network_model(x)
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=prediction, labels=y))
    optimizer = tf.train.AdamOptimizer(0.01).minimize(cost)
    data = np.random.RandomState(0).rand(12, n_inputs); labels = np.eye(n_classes)[np.arange(12) % n_classes]

    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for epoch in range(epochs):
            epoch_loss = 0
            for i in range(0, len(data), 4):
                batch = {x: data[i:i + 4], y: labels[i:i + 4], scale: 0.5}
                _, c = sess.run([optimizer, cost], feed_dict=batch)
                epoch_loss += c
            print('Epoch', epoch, 'loss: %.4f' % epoch_loss)

        correct = tf.equal(tf.argmax(prediction, 1), tf.argmax(y, 1))
        accuracy = tf.reduce_mean(tf.cast(correct, 'float'))
        print('Accuracy:', '%.3f' % accuracy.eval({x: data, y: labels, scale: 1.0}))


train_neural_network(x, 3)
