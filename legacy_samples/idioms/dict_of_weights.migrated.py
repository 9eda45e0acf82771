"""Multilayer perceptron with its weights and biases in dictionaries."""
import numpy as np
import tensorflow as tf

n_input, n_hidden_1, n_hidden_2, n_classes = 8, 12, 10, 3
rng = np.random.RandomState(0)
data_x = rng.rand(90, n_input)
data_y = np.eye(n_classes)[(data_x.sum(1) * 0.9).astype(int) % n_classes]

X_spec = tf.TensorSpec([None, n_input], tf.float32)
Y_spec = tf.TensorSpec([None, n_classes], tf.float32)

weights = {
    'h1': tf.Variable(tf.random.normal([n_input, n_hidden_1])),
    'h2': tf.Variable(tf.random.normal([n_hidden_1, n_hidden_2])),
    'out': tf.Variable(tf.random.normal([n_hidden_2, n_classes]))
}
biases = {
    'b1': tf.Variable(tf.random.normal([n_hidden_1])),
    'b2': tf.Variable(tf.random.normal([n_hidden_2])),
    'out': tf.Variable(tf.random.normal([n_classes]))
}


def multilayer_perceptron(x):
    layer_1 = tf.nn.relu(tf.add(tf.matmul(x, weights['h1']), biases['b1']))
    layer_2 = tf.nn.relu(tf.add(tf.matmul(layer_1, weights['h2']), biases['b2']))
    out_layer = tf.matmul(layer_2, weights['out']) + biases['out']
    return out_layer


def compute_logits(X):
    return multilayer_perceptron(X)


optimizer = tf.keras.optimizers.Adam(
    learning_rate=0.01, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
)  # TF1's epsilon, and its betas as float32
variables = [*weights.values(), *biases.values()]
optimizer.build(variables)


@tf.function(input_signature=[X_spec, Y_spec])
def train_step(X, Y):
    with tf.GradientTape() as tape:
        logits = compute_logits(X)
        loss_op = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=Y))
    optimizer.apply_gradients(zip(tape.gradient(loss_op, variables), variables))
    return loss_op


for epoch in range(4):
    avg_cost = 0.
    for i in range(3):
        batch_x, batch_y = data_x[i * 30:i * 30 + 30], data_y[i * 30:i * 30 + 30]
        c = train_step(batch_x, batch_y).numpy()
        avg_cost += c / 3
    print("Epoch:", '%04d' % (epoch + 1), "cost={:.6f}".format(avg_cost))


@tf.function(input_signature=[X_spec, Y_spec])
def accuracy(X, Y):
    logits = compute_logits(X)
    pred = tf.nn.softmax(logits)
    correct_prediction = tf.equal(tf.argmax(pred, 1), tf.argmax(Y, 1))
    return tf.reduce_mean(tf.cast(correct_prediction, "float"))


print("Accuracy:", accuracy(data_x, data_y).numpy())
