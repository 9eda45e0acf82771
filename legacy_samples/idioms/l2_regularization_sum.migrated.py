"""Weight decay written out: tf.nn.l2_loss of each weight added to the loss."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(31)
train_data = rng.rand(24, 5).astype(np.float32)
train_labels = (np.arange(2) == (train_data[:, 0] > 0.5).astype(int)[:, None]).astype(np.float32)
beta = 0.01

tf_train_dataset_spec = tf.TensorSpec((24, 5), tf.float32)
tf_train_labels_spec = tf.TensorSpec((24, 2), tf.float32)
tf_test_dataset = tf.constant(train_data[:4])

w1 = tf.Variable(tf.random.truncated_normal([5, 6]))
b1 = tf.Variable(tf.zeros([6]))
w2 = tf.Variable(tf.random.truncated_normal([6, 2]))
b2 = tf.Variable(tf.zeros([2]))

def model(data):
    return tf.matmul(tf.nn.relu(tf.matmul(data, w1) + b1), w2) + b2


def forward(tf_train_dataset, tf_train_labels):
    logits = model(tf_train_dataset)
    loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=tf_train_labels, logits=logits))
    loss = loss + beta * (tf.nn.l2_loss(w1) + tf.nn.l2_loss(w2))
    return logits, loss


@tf.function(input_signature=[tf_train_dataset_spec, tf_train_labels_spec])
def loss(tf_train_dataset, tf_train_labels):
    _, loss = forward(tf_train_dataset, tf_train_labels)
    return loss


optimizer = tf.keras.optimizers.SGD(0.5)


@tf.function(input_signature=[tf_train_dataset_spec, tf_train_labels_spec])
def train_step(tf_train_dataset, tf_train_labels):
    with tf.GradientTape() as tape:
        logits, loss = forward(tf_train_dataset, tf_train_labels)
    train_prediction = tf.nn.softmax(logits)
    variables = [w1, b1, w2, b2]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return train_prediction


@tf.function
def test_prediction():
    return tf.nn.softmax(model(tf_test_dataset))


print('Initialized')
for step in range(11):
    predictions = train_step(train_data, train_labels).numpy()
    if step % 5 == 0:
        print('Loss at step %d: %f' % (step, loss(train_data, train_labels).numpy()))
        print('Accuracy: %.1f%%' % (100.0 * np.mean(np.argmax(predictions, 1) == np.argmax(train_labels, 1))))
print(test_prediction().numpy())
